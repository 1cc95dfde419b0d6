"""Runs the figures that are asked for; see ../run.sh."""

import argparse
import pathlib

import figures
import growth
import instructions
import rollouts
from programs import Programs
from table import Table

PARTS = {
    "codec": figures.codec,
    "calls": figures.calls,
    "latency": figures.latency,
    "memory": figures.memory,
    "app": figures.app,
    "rollout": rollouts.measure,
}


def main():
    parser = argparse.ArgumentParser(prog="run.sh")
    parser.add_argument("root", type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument("parts", nargs="*", help="some of: " + ", ".join([*PARTS, "growth", "instructions"]))
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is measured")
    parser.add_argument("--record", action="store_true", help="keep the instructions that are counted")
    parser.add_argument("--target", action="append", default=[], metavar="FIGURE=NUMBER")
    given = parser.parse_intermixed_args()
    unknown = set(given.parts) - set(PARTS) - {"growth", "instructions"}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    programs = Programs(given.root)
    if given.parts == ["instructions"]:
        raise SystemExit(instructions.gate(programs, given.record))
    wanted = given.parts or [*PARTS, "growth", "instructions"]
    table = Table(given.target)
    try:
        for part, measure in PARTS.items():
            if part in wanted:
                measure(programs, table, given.rounds)
        if "growth" in wanted:
            growth.measure(programs, table)
    finally:
        programs.stop()
    status = 0
    if "instructions" in wanted:
        print()
        status = instructions.gate(programs, given.record)
    print(f"\n{table.reached} targets reached, {table.missed} missed")
    raise SystemExit(1 if table.missed else status)


main()
