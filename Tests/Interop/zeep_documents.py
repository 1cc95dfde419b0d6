#!/usr/bin/env python3
"""Reads documents that generated Swift code wrote with zeep, and writes zeep's own beside them.

Usage: zeep_documents.py FOLDER-OF-WSDLS FOLDER

FOLDER has a folder for each WSDL, with files TYPE-N.xml. zeep's answer to each is TYPE-N.back; a document with a value
that zeep itself cannot hold, such as the year 12024, has none. Prints "N passed, M failed": a type fails when zeep
could read less than a tenth of its documents: it takes an empty text for an absent one.
"""

import collections
import logging
import pathlib
import shutil
import sys
import tempfile

import lxml.etree
import zeep

source, folder = map(pathlib.Path, sys.argv[1:])
logging.disable(logging.CRITICAL)
passed = failed = 0


def readable(wsdl, into):
    """A copy of a WSDL in which zeep finds nothing that it doesn't know: it has no xs:redefine."""
    for file in source.glob(f"{wsdl}*"):
        text = file.read_text(encoding="utf-8")
        start, end = text.find("<xs:redefine"), text.find("</xs:redefine>")
        if start >= 0:
            text = text[:start] + '<xs:include schemaLocation="Kinds-base.xsd"/>' + text[end + len("</xs:redefine>"):]
        (into / file.name).write_text(text, encoding="utf-8")
    return zeep.Client(str(into / f"{wsdl}.wsdl"))


for documents in sorted(folder.iterdir()):
    into = pathlib.Path(tempfile.mkdtemp())
    try:
        client = readable(documents.name, into)
        counts = collections.Counter()
        reasons = {}
        for file in sorted(documents.glob("*.xml")):
            name = file.stem.rsplit("-", 1)[0]
            counts[name, "all"] += 1
            element = lxml.etree.parse(str(file)).getroot()
            try:
                kind = client.get_type(f"{{{lxml.etree.QName(element).namespace}}}{name}")
                actual = element.get("{http://www.w3.org/2001/XMLSchema-instance}type")
                if actual:
                    prefix, local = actual.split(":")
                    kind = client.get_type(f"{{{element.nsmap[prefix]}}}{local}")
                value = kind.parse_xmlelement(element, client.wsdl.types)
                parent = lxml.etree.Element("parent")
                node = lxml.etree.SubElement(parent, element.tag)
                kind.render(node, value)
                if actual:
                    node.set("{http://www.w3.org/2001/XMLSchema-instance}type", lxml.etree.QName(kind.qname))
                file.with_suffix(".back").write_bytes(lxml.etree.tostring(node, encoding="utf-8"))
                counts[name, "read"] += 1
            except Exception as error:  # noqa: BLE001
                reasons.setdefault(name, repr(error))
        for name in sorted({name for name, _ in counts}):
            if counts[name, "read"] * 10 >= counts[name, "all"]:
                passed += 1
            else:
                failed += 1
                print(f"{documents.name} {name}: {counts[name, 'read']} of {counts[name, 'all']}: {reasons.get(name)}")
    finally:
        shutil.rmtree(into)

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
