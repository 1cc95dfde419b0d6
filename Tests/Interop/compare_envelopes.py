#!/usr/bin/env python3
"""Compares this package's request envelopes with those of zeep and PHP's SoapClient for the same calls.

Usage: compare_envelopes.py WSDL_URL REQUESTS_DIR

REQUESTS_DIR holds this package's envelopes (Fixtures/Requests), and calls.json says which calls they are of. zeep
and PHP make their own envelopes of the same calls from the WSDL, and each is compared with ours element by element:
qualified names, order and text; and their SOAPAction with the namespace and the method's name. Prefixes, an empty
header, white space between elements and attributes such as xsi:type are no information. Nothing is sent. Prints
"N passed, M failed".
"""

import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import zeep
from lxml import etree

SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"


def flat(element):
    """The information of an element: its qualified name with its text, or with its children in order."""
    children = [each for each in element if isinstance(each.tag, str)]
    if children:
        stray = (element.text or "").strip() + "".join((each.tail or "").strip() for each in children)
        return (element.tag, stray, [flat(each) for each in children])
    return (element.tag, element.text or "", [])


def body(envelope):
    """The one child of an envelope's Body, after a look at everything around it."""
    root = ElementTree.fromstring(envelope)
    if root.tag != SOAP + "Envelope":
        raise ValueError(f"the root is {root.tag}")
    for section in root:
        if section.tag == SOAP + "Header" and len(section) == 0:
            continue
        if section.tag != SOAP + "Body" or len(section) != 1:
            raise ValueError(f"{section.tag} with {len(section)} children")
    found = root.find(SOAP + "Body")
    if found is None:
        raise ValueError("there is no Body")
    return found[0]


def differences(ours, theirs):
    """Every difference between two flat elements, in words."""
    found = []
    if ours[0] != theirs[0]:
        found.append(f"{ours[0]} is {theirs[0]} there")
    if ours[1] != theirs[1]:
        found.append(f"{ours[0]}: {ours[1]!r} is {theirs[1]!r} there")
    names = ([each[0] for each in ours[2]], [each[0] for each in theirs[2]])
    if names[0] != names[1]:
        found.append(f"{ours[0]}: the children {names[0]} are {names[1]} there")
    else:
        for pair in zip(ours[2], theirs[2]):
            found += differences(*pair)
    return found


def read_calls():
    """The calls of calls.json: the file name of our envelope, the method and all parameters."""
    content = json.loads(pathlib.Path(__file__).with_name("calls.json").read_text(encoding="utf-8"))
    return [
        {"name": name, "method": name.split(".")[0], "parameters": {**content["login"], **parameters}}
        for name, parameters in content["calls"].items()
    ]


def compare(ours, theirs):
    """What is different between our envelope and theirs, in words."""
    try:
        wrapper = body(ours)
        found = differences(flat(wrapper), flat(body(theirs["envelope"])))
    except (ValueError, ElementTree.ParseError) as error:
        return [str(error)]
    namespace, method = wrapper.tag[1:].split("}")
    action = namespace + ("" if namespace.endswith("/") else "/") + method
    if theirs["action"] != action:
        found.append(f"the action {action} is {theirs['action']} there")
    return found


def zeep_envelopes(url, calls):
    client = zeep.Client(url)
    service = client.bind("ProvisionV3", "ProvisionV3Soap")
    for call in calls:
        envelope = client.create_message(service, call["method"], **call["parameters"])
        operation = service._binding.get(call["method"])
        yield {"envelope": etree.tostring(envelope, encoding="unicode"), "action": operation.soapaction}


def php_envelopes(url, calls):
    script = pathlib.Path(__file__).with_name("php_envelopes.php")
    output = subprocess.run(
        ["php", script, url],
        input=json.dumps([{key: call[key] for key in ("method", "parameters")} for call in calls]),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if output.returncode != 0:
        raise RuntimeError((output.stderr or output.stdout).strip())
    envelopes = json.loads(output.stdout)
    if len(envelopes) != len(calls):
        raise RuntimeError(f"{len(envelopes)} envelopes for {len(calls)} calls")
    return envelopes


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    url, directory = sys.argv[1:]
    ours = {path.stem: path.read_bytes() for path in pathlib.Path(directory).glob("*.xml")}
    calls = read_calls()
    passed = failed = 0

    def report(label, problems):
        nonlocal passed, failed
        if problems:
            failed += 1
            print(f"{label}: " + "; ".join(problems))
        else:
            passed += 1

    for name, make in [("zeep", zeep_envelopes), ("PHP", php_envelopes)]:
        try:
            envelopes = list(make(url, calls))
        except Exception as error:  # a client that makes no envelopes is a finding, not a reason to stop
            report(name, [f"{type(error).__name__}: {error}"])
            continue
        for call, theirs in zip(calls, envelopes):
            report(f"{name} {call['name']}", compare(ours.get(call["name"], b""), theirs))

    unknown = set(ours) ^ {call["name"] for call in calls}
    report("files", [f"calls.json and the envelopes differ in {', '.join(sorted(unknown))}"] if unknown else [])
    offered = set(zeep.Client(url).bind("ProvisionV3", "ProvisionV3Soap")._binding._operations)
    missing = sorted(offered - {call["method"] for call in calls})
    report("methods", [f"no call of {', '.join(missing)}"] if missing or not offered else [])
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
