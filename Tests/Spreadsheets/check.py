"""Compares what kakapo reads in a workbook with what it reads in the CSV of the same table.

    check.py KAKAPO FOLDER NAME…

Prints "N passed, M failed" as its last line.
"""
import csv
import json
import pathlib
import subprocess
import sys


def inspect(kakapo, path):
    done = subprocess.run([kakapo, "rollout", "inspect", path, "--output", "json"], capture_output=True, text=True)
    if done.returncode:
        return done.stdout + done.stderr
    listing = json.loads(done.stdout)
    return listing["rows"], listing["columns"]


def plan(kakapo, path, *options):
    saved = str(path) + ".plan"
    done = subprocess.run(
        [kakapo, "plan", path, "--save", saved, "--endpoint", "http://127.0.0.1:9/x.asmx", *options],
        capture_output=True, text=True)
    return done.stdout + done.stderr if done.returncode else pathlib.Path(saved).read_bytes()


def main():
    kakapo, folder, names = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    passed = failed = 0
    for name in names:
        book, table = folder / f"{name}.xlsx", folder / f"{name}.csv"
        with open(table, newline="", encoding="utf-8") as file:
            rows = sum(1 for cells in csv.reader(file) if any(cells)) - 1
        one, other = inspect(kakapo, book), inspect(kakapo, table)
        checks = {"the same cells": one == other, "all rows": one[0] == rows}
        if name.startswith("users"):
            one, other = plan(kakapo, book), plan(kakapo, table)
            checks["the same plan"] = isinstance(one, bytes) and one == other
        if name.startswith("export"):
            mapping = folder / "export.map.yaml"
            one, other = (plan(kakapo, path, "--mapping", mapping) for path in (book, table))
            checks["the same mapped plan"] = isinstance(one, bytes) and one == other
        for what, holds in checks.items():
            passed += holds
            failed += not holds
            if not holds:
                print(f"{name}: not {what}")
                if what == "the same cells" and isinstance(one, tuple) and isinstance(other, tuple):
                    one, other = zip(*[pair for pair in zip(one[1], other[1]) if pair[0] != pair[1]])
                print(f"  {one}\n  {other}")
    print(f"{passed} passed, {failed} failed")


main()
