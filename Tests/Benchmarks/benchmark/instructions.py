"""The gate: how many instructions one call written, or one answer read, takes."""

import concurrent.futures
import os
import platform
import re
import subprocess

from programs import MEGABYTE

ALLOWED_RISE = 0.02


def gate(programs, record):
    """Counts, compares with what is kept and says so; returns the exit code."""
    kept_path = programs.here / "instructions.txt"
    kept_versions, kept = read(kept_path)
    here = versions()
    counted = count(programs)
    if record:
        write(kept_path, here, counted)
        print(f"{len(counted)} figures recorded in {kept_path.relative_to(programs.root)}: look at the difference")
        return 0
    differences = [
        f"{name} {kept_versions.get(name, 'unknown')} (here {version})"
        for name, version in here.items() if kept_versions.get(name) != version]
    if differences:
        print("The figures were recorded with " + ", ".join(differences) + ".")
        print("They are judged all the same. If nothing of ours has changed, record them anew.")
    failed = 0
    for name in sorted(kept.keys() | counted.keys()):
        if name not in counted or name not in kept:
            print(f"{name:<16} is {'not kept yet' if name in counted else 'no longer counted'}")
            failed += 1
            continue
        change = counted[name] / kept[name] - 1
        verdict = "ok"
        if change > ALLOWED_RISE:
            verdict = f"ROSE by more than {ALLOWED_RISE:.0%}"
            failed += 1
        elif change < -ALLOWED_RISE:
            verdict = "fell: record it, or a rise up to the old figure goes unnoticed"
        print(f"{name:<16} {counted[name]:>14,} instructions, kept {kept[name]:>14,}: {change:+.1%} {verdict}")
    if failed:
        print("Make it cheaper, or record the new figure and say in the commit what it buys:")
        print("  Tests/Benchmarks/run.sh instructions --record")
    print(f"{len(kept.keys() | counted.keys()) - failed} passed, {failed} failed")
    return 1 if failed else 0


def count(programs):
    """Instructions of one time each; what starting costs cancels out between two runs."""
    program = programs.swift("CallBenchmark")
    small, large = programs.answer("small.xml"), programs.answer("large.xml", MEGABYTE)
    works = {
        "encode": (["repeat-encode"], 500, 2500),
        "write-envelope": (["repeat-write-envelope"], 500, 2500),
        "decode-520-bytes": (["repeat-decode", small], 500, 2000),
        # With everything of the client around it, and a transport that answers at once.
        "whole-call": (["repeat-call", small], 500, 2500),
        "decode-1-MB": (["repeat-decode", large], 2, 6),
    }

    def one(work):
        arguments, few, many = work
        counted = [instructions(programs, program, *arguments, times) for times in (few, many)]
        return round((counted[1] - counted[0]) / (many - few))

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(works, pool.map(one, works.values())))


def instructions(programs, *command):
    environment = {
        "PATH": os.environ["PATH"],
        # Seeds of hash tables that are the same each time.
        "SWIFT_DETERMINISTIC_HASHING": "1",
        # The C library's routines for every x86_64, so that the processor at hand does not choose them.
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX,-AVX2,-AVX512F,-AVX512VL,-AVX512BW,-ERMS,-FSRM,-SSE4_2,-SSSE3",
    }
    out = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *map(str, command)],
        env=environment, cwd=programs.work, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", out.stderr)
    if out.returncode != 0 or not found:
        raise SystemExit(f"{out.stderr[-2000:]}\nvalgrind failed: {' '.join(map(str, command))}")
    return int(found.group(1))


def versions():
    """What the figures hang on beside the project's own code."""
    swift = re.search(r"Swift version (\S+)", output("swift", "--version"))
    return {
        "swift": swift.group(1) if swift else "unknown",
        "libxml2": output("pkg-config", "--modversion", "libxml-2.0"),
        "libc": platform.libc_ver()[1],
        "valgrind": output("valgrind", "--version").removeprefix("valgrind-"),
        "machine": platform.machine(),
    }


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()


def read(path):
    """What is kept: versions, then figures."""
    known, kept = {}, {}
    for line in path.read_text().splitlines() if path.exists() else []:
        name, _, value = line.partition(" ")
        if not line or name == "#":
            continue
        if value.strip().isdigit():
            kept[name] = int(value)
        else:
            known[name] = value.strip()
    return known, kept


def write(path, known, counted):
    lines = ["# Instructions of one call written or one answer read, and what they were counted with.",
             "# Made by run.sh instructions --record."]
    lines += [f"{name} {version}" for name, version in known.items()]
    lines += [f"{name} {number}" for name, number in counted.items()]
    path.write_text("\n".join(lines) + "\n")
