#!/usr/bin/env python3
"""Writes one table in many encodings and dialects, as spreadsheets and programs do, into the folder dialects.

Python's csv and json modules write them, so that nothing here was written by what reads it. Run it after a change
of the table; the files are kept, so that the tests need no Python.
"""

import csv
import io
import json
import pathlib

HEADER = [
    "serverHostName", "resellerId", "resellerName", "groupId", "groupName", "broadworksUserId", "userName",
    "licenses", "state",
]
HOST = "portal.example.com"
ROWS = [
    [HOST, "00420", "Acme Ltd", "0001", "Zürich; Umgebung", "jurg@acme.example.com", "Jürg Müller",
     "UnityDesktop/Pro;UnityMobile/Standard", "present"],
    [HOST, "00420", "Acme Ltd", "0001", "Zürich; Umgebung", "amy@acme.example.com", 'Smith, Amy "Ace"', "", ""],
    [HOST, "00420", "Acme Ltd", "0002", "London, first floor", "sean@acme.example.com", "Seán Ó Briain – €",
     "UnityDashboard/Tabular100+\nUnityAgent/Anywhere", "present"],
    [HOST, "Smith-Sons", "", "-7", "", "+49301234@smith.example.com", "+Zoë", "UnityAgentWeb/Standard", ""],
    [HOST, "", "", "", "", "former@acme.example.com", "", "", "absent"],
]


def table(delimiter=",", end="\r\n", quoting=csv.QUOTE_MINIMAL, rows=ROWS, header=HEADER):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def main():
    folder = pathlib.Path(__file__).resolve().parent / "dialects"
    folder.mkdir(exist_ok=True)
    wide = [row + ["", ""] for row in ROWS] + [[""] * (len(HEADER) + 2)] * 3
    inner = [[cell.replace("\n", "\r\n") for cell in row] for row in ROWS]
    objects = [{name: value for name, value in zip(HEADER, row) if value} for row in ROWS]
    listed = [
        {**row, "licenses": row["licenses"].replace("\n", ";").split(";")} if "licenses" in row else row
        for row in objects
    ]
    files = {
        "utf-8-comma-lf.csv": table(end="\n").encode("utf-8"),
        "utf-8-bom-semicolon-crlf.csv": table(";").encode("utf-8-sig"),
        "utf-8-sep-line.csv": ("sep=;\r\n" + table(";")).encode("utf-8"),
        "utf-8-comma-cr.csv": table(end="\r", quoting=csv.QUOTE_ALL).encode("utf-8"),
        "utf-8-quoted-crlf-inside.csv": table(quoting=csv.QUOTE_ALL, rows=inner).encode("utf-8"),
        "utf-8-trailing-rows-and-columns.csv": table(rows=wide, header=HEADER + ["", ""]).encode("utf-8"),
        "utf-8-no-last-line-end.csv": table(end="\n").rstrip("\n").encode("utf-8"),
        "utf-16le-bom-tab.csv": b"\xff\xfe" + table("\t").encode("utf-16-le"),
        "utf-16be-bom-comma.csv": b"\xfe\xff" + table().encode("utf-16-be"),
        "utf-16le-tab.csv": table("\t", "\n").encode("utf-16-le"),
        "windows-1252-semicolon.csv": table(";").encode("windows-1252"),
        "windows-1252-comma.csv": table(end="\n").encode("windows-1252"),
        "utf-8.json": json.dumps(objects, ensure_ascii=False, indent=2).encode("utf-8"),
        "ascii-license-lists.json": json.dumps(listed).encode("ascii"),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
