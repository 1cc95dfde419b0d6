"""Rollouts at the local portal: by the command, and the same calls by zeep in threads."""

import os
import re
import shutil
import signal
import statistics
import subprocess
import tempfile
import time

from table import duration, median_ratio


def measure(programs, table, rounds):
    kakapo, python = programs.swift("kakapo"), programs.python()
    rounds = min(rounds, 3)
    ours, theirs = [], []
    users = make_table(programs, 1000)
    zeep = [python, programs.here / "peers/zeep_rollout.py", programs.wsdl]
    for _ in range(rounds):
        ours.append(run(kakapo, 0, apply_command(kakapo, users, 16)))
        theirs.append(run(kakapo, 0, lambda url, _: [*zeep, url, "16", users]))
    table.add(
        "rollout of 1,000 users, 3 licences: processor time, times zeep",
        median_ratio([it.processor for it in ours], [it.processor for it in theirs]),
        against([it.processor for it in ours], [it.processor for it in theirs]), "rollout-processor")
    table.add(
        "the same, the whole time: times as fast as zeep",
        median_ratio([it.seconds for it in theirs], [it.seconds for it in ours]),
        against([it.seconds for it in ours], [it.seconds for it in theirs]), "rollout-zeep")
    table.add(
        "the portal's processor time while the command ran, times its whole time",
        median_ratio([it.portal for it in ours], [it.seconds for it in ours]))
    long = run(kakapo, 50, apply_command(kakapo, make_table(programs, 10_000), 64))
    table.add(
        "rollout of 10,000 users at 50 ms, 64 in flight: times what is possible",
        40_000 * 0.05 / 64 / long.seconds, f"{duration(long.seconds * 1e9)}", "rollout-latency")


class Measured:
    def __init__(self, seconds, processor, portal):
        self.seconds, self.processor, self.portal = seconds, processor, portal


def against(ours, theirs):
    one, other = statistics.median(ours), statistics.median(theirs)
    return f"{duration(one * 1e9)} against {duration(other * 1e9)}"


def make_table(programs, count):
    path = programs.work / f"users-{count}.csv"
    path.write_text(programs.run([programs.root / "Tests/Rollout/make_users.py", str(count)]))
    return path


def apply_command(kakapo, users, concurrency):
    return lambda url, folder: [
        kakapo, "apply", users, "--yes", "--concurrency", str(concurrency), "--journal", f"{folder}/journal"]


def run(kakapo, latency, command):
    """Runs a command against a new portal."""
    folder = tempfile.mkdtemp()
    environment = {
        **os.environ, "KAKAPO_USER": "interface", "KAKAPO_PASSWORD": "benchmark", "KAKAPO_STATE_DIR": f"{folder}/state"}
    portal = subprocess.Popen(
        [kakapo, "simulate", "--latency", str(latency)], stdout=subprocess.PIPE, text=True, env=environment)
    try:
        url = None
        for line in portal.stdout:
            found = re.search(r"KAKAPO_ENDPOINT=(\S+)", line)
            if found:
                url = found.group(1)
                break
        environment["KAKAPO_ENDPOINT"] = url
        with open(f"{folder}/log", "w+") as log:
            start = time.monotonic()
            child = subprocess.Popen(
                [str(part) for part in command(url, folder)], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env=environment)
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.monotonic() - start
            if status != 0:
                log.seek(0)
                raise SystemExit(f"{log.read()[-2000:]}\nfailed: {child.args}")
    finally:
        portal.send_signal(signal.SIGINT)
        _, _, portal_usage = os.wait4(portal.pid, 0)
        portal.stdout.close()
        shutil.rmtree(folder)
    return Measured(
        seconds, usage.ru_utime + usage.ru_stime, portal_usage.ru_utime + portal_usage.ru_stime)
