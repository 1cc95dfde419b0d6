#!/bin/sh
# Measures rollouts against the local portal and prints figures, one a line: figure, value, unit, target, and
# whether it was met. Builds the command for release unless one is given. Takes a few minutes and needs Python 3.
# Usage: Tests/Rollout/benchmark.sh [kakapo [divisor of all sizes, to try it quickly]]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
divisor=${2:-1}
work=$(mktemp -d)
simulator=
stop_simulator() {
  [ -n "$simulator" ] || return 0
  kill -INT "$simulator" 2>/dev/null || true
  wait "$simulator" 2>/dev/null || true
  simulator=
}
trap 'stop_simulator; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ $# -gt 0 ]; then
  kakapo=$1
else
  swift build --package-path "$here/../.." -c release --product kakapo >"$work/build.log" 2>&1 ||
    { cat "$work/build.log"; exit 1; }
  kakapo=$(swift build --package-path "$here/../.." -c release --show-bin-path)/kakapo
fi
# Nothing of the caller's own settings or proxies takes part.
unset KAKAPO_CONTRACT http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY || true
export KAKAPO_USER=interface KAKAPO_PASSWORD=benchmark KAKAPO_STATE_DIR="$work/state"

# start_simulator LATENCY [OPTION…]: a portal of its own for each run.
start_simulator() {
  # Nothing that a portal before wrote may be taken for this one's words.
  : >"$work/simulator.log"
  "$kakapo" simulate --latency "$@" >"$work/simulator.log" 2>&1 &
  simulator=$!
  tries=0
  until grep -q 'export KAKAPO_ENDPOINT=' "$work/simulator.log"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ]; then
      echo 'the local portal does not start:' >&2
      cat "$work/simulator.log" >&2
      exit 1
    fi
    sleep 0.1
  done
  KAKAPO_ENDPOINT=$(sed -n 's/.*export KAKAPO_ENDPOINT=//p' "$work/simulator.log")
  export KAKAPO_ENDPOINT
}

# measure COMMAND…: sets $seconds and $kilobytes (peak resident memory); ends the benchmark if it fails.
measure() {
  if ! python3 - "$work/measured" "$@" >"$work/run.log" 2>&1 <<'PYTHON'
import resource, subprocess, sys, time
start = time.monotonic()
status = subprocess.call(sys.argv[2:], stdin=subprocess.DEVNULL)
seconds = time.monotonic() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
with open(sys.argv[1], "w") as file:
    print(f"{seconds:.3f} {peak // 1024 if sys.platform == 'darwin' else peak}", file=file)
sys.exit(status)
PYTHON
  then
    echo "failed: $*" >&2
    tail -n 20 "$work/run.log" >&2
    exit 1
  fi
  read -r seconds kilobytes <"$work/measured"
}

# calculate EXPRESSION [FORMAT]
calculate() { awk "BEGIN { printf \"${2:-%.1f}\", $1 }"; }

# figure NAME VALUE UNIT [COMPARISON TARGET]: keeps a line for the table.
figure() {
  target=- verdict=-
  if [ $# -gt 3 ]; then
    target="$4 $5" verdict=MISSED
    if awk "BEGIN { exit !($2 $4 $5) }"; then verdict=ok; fi
  fi
  printf '%-44s %10s %-10s %-10s %s\n' "$1" "$2" "$3" "$target" "$verdict" >>"$work/table"
}

table() { "$here/make_users.py" "$1" --licenses "$2" >"$work/users-$1-$2.csv"; }

# apply ROWS LICENSES LATENCY: one rollout from nothing; sets $calls as well, as the portal counted them.
apply() {
  echo "applying $1 users with $2 licences each, latency $3 ms …" >&2
  table "$1" "$2"
  start_simulator "$3"
  rm -rf "$work/report" "$work/journal"
  measure "$kakapo" apply "$work/users-$1-$2.csv" --yes --concurrency 64 --journal "$work/journal" \
    --report "$work/report"
  stop_simulator
  calls=$(sed -n 's/^Stopped after \([0-9]*\) calls.*/\1/p' "$work/simulator.log")
  figure "calls, $1 users" "${calls:-0}" calls == $(($1 * ($2 + 1)))
}

# memory NAME [COMPARISON TARGET]: keeps the peak of what was measured last.
memory() {
  name=$1
  shift
  figure "peak memory, $name" "$(calculate "$kilobytes * 1.024 / 1000")" MB "$@"
}

# begin FILE: a rollout that is interrupted as soon as its journal holds the whole plan; leaves $work/journal.
begin() {
  rm -rf "$work/journal"
  "$kakapo" apply "$1" --yes --concurrency 64 --journal "$work/journal" >"$work/run.log" 2>&1 &
  begun=$!
  tries=0
  # The line of the run's beginning stands behind all rows.
  until [ -s "$work/journal" ] && tail -c 4096 "$work/journal" | grep -q '"done":'; do
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! kill -0 "$begun" 2>/dev/null; then
      echo "the rollout of $1 does not begin:" >&2
      tail -n 20 "$work/run.log" >&2
      exit 1
    fi
    sleep 0.1
  done
  kill -INT "$begun"
  status=0
  wait "$begun" || status=$?
  figure "exit code of an interrupted run" "$status" '' == 75
}

small=$((1000 / divisor)) medium=$((10000 / divisor)) large=$((100000 / divisor))

apply "$medium" 3 50
figure "whole command, $medium users" "$seconds" s
figure "rate, 64 in flight at 50 ms" "$(calculate "$calls / $seconds")" calls/s
figure "share of 64 calls per 50 ms" "$(calculate "100 * $calls / $seconds / (64 / 0.05)")" % '>=' 90
figure "peak memory, $medium users, 3 licences" "$(calculate "$kilobytes * 1.024 / 1000")" MB

for rows in "$small" "$medium" "$large"; do
  apply "$rows" 1 0
  figure "rate without latency, $rows users" "$(calculate "$calls / $seconds")" calls/s
  if [ "$rows" = "$large" ]; then
    figure "peak memory, $rows users" "$(calculate "$kilobytes * 1.024 / 1000")" MB '<' 200
  else
    figure "peak memory, $rows users" "$(calculate "$kilobytes * 1.024 / 1000")" MB
  fi
done

echo 'applying a saved plan, interrupting it and going on …' >&2
start_simulator 0
measure "$kakapo" plan "$work/users-$large-1.csv" --save "$work/plan"
figure "save a plan, $large rows" "$seconds" s
memory "saving a plan, $large rows" '<' 200
begin "$work/plan"
measure "$kakapo" apply "$work/plan" --resume --yes --concurrency 64 --journal "$work/journal"
memory "a saved plan gone on with, $large rows" '<' 200
rm -f "$work/journal"
begin "$work/users-$large-1.csv"
measure "$kakapo" apply "$work/users-$large-1.csv" --resume --yes --concurrency 64 --journal "$work/journal"
memory "a file gone on with, $large rows" '<' 200
measure "$kakapo" apply --resume --yes --journal "$work/journal"
figure "read a finished journal, $large rows" "$seconds" s
memory "a finished journal, $large rows" '<' 200
stop_simulator

echo 'with disturbances …' >&2
start_simulator 50 --dropped 5% --unavailable 5% --pages 1%
rm -f "$work/journal"
measure "$kakapo" apply "$work/users-$small-1.csv" --yes --concurrency 64 --journal "$work/journal"
stop_simulator
calls=$(sed -n 's/^Stopped after \([0-9]*\) calls.*/\1/p' "$work/simulator.log")
figure "disturbed: calls, $small users" "$calls" calls
figure "disturbed: rate" "$(calculate "$calls / $seconds")" calls/s

start_simulator 0
echo 'planning …' >&2
table 1 1
measure "$kakapo" plan "$work/users-1-1.csv"
start=$seconds
figure "plan, 1 row" "$seconds" s
for rows in "$small" "$medium" "$large"; do
  measure "$kakapo" plan "$work/users-$rows-1.csv"
  figure "plan, $rows rows" "$seconds" s
  figure "plan, each of $rows rows" "$(calculate "($seconds - $start) * 1000000 / $rows")" us
  figure "plan, peak memory, $rows rows" "$(calculate "$kilobytes * 1.024 / 1000")" MB
done
stop_simulator
figure "calls while planning" "$(sed -n 's/^Stopped after \([0-9]*\) calls.*/\1/p' "$work/simulator.log")" \
  calls == 0

printf '%-44s %10s %-10s %-10s %s\n' figure value unit target ''
cat "$work/table"
