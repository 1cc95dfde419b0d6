#!/usr/bin/env bash
# Builds the fuzzers and runs them: see Tests/Fuzz/README.md.
# Usage: Tests/Fuzz/run.sh short
#        Tests/Fuzz/run.sh long SECONDS [FUZZER…]     (seconds for each fuzzer)
#        Tests/Fuzz/run.sh once FUZZER FILE…          (a finding again)
#        Tests/Fuzz/run.sh tests                      (the tests of XML, in the same build)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
corpus=$root/../shared/corpus
scratch=$root/.build-fuzz
all=(Answers WSDL CSV Journal Envelope)

# The backtracer of Swift waits for a terminal; the leak checker sees Swift's own once-allocated objects.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0

# Scratch files lie in memory where there is such a folder.
shared=/dev/shm
[ -w "$shared" ] || shared=${TMPDIR:-/tmp}
memory=$(mktemp -d "$shared/kakapo-fuzz.XXXXXX")
trap 'rm -rf "$memory"' EXIT

# The address sanitizer everywhere, and what a fuzzer learns from. Package.swift links libFuzzer to the fuzzers alone, so
# that the tests of XML are in the same build.
coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table
flags=(--package-path "$root" --scratch-path "$scratch" -c release --sanitize address -Xswiftc -enable-testing
  -Xswiftc -assert-config -Xswiftc Debug -Xswiftc "-sanitize-coverage=$coverage" -Xcc "-fsanitize-coverage=$coverage")

build() {
  KAKAPO_FUZZ=1 KAKAPO_ONLY=$(IFS=,; echo "${*/#/Fuzz},XMLCoreTests") swift build --build-tests "${flags[@]}" \
    > "$scratch.log" 2>&1 ||
    { grep -E 'error:' "$scratch.log" | head -n 20; tail -n 5 "$scratch.log"; exit 1; }
}

# The inputs to begin with. Those beside the repository are read where they are, if they are there.
seeds() {
  case $1 in
    Answers) find "$root/Fixtures/Responses" "$corpus/responses" "$corpus/html" -type f -size -17k 2> /dev/null ;;
    WSDL) find "$root/Fixtures/WSDL" "$corpus/wsdl" "$here/Seeds/WSDL" -type f -size -33k 2> /dev/null ;;
    CSV) find "$root/Fixtures/Rollout" -name '*.py' -prune -o -type f -print ;;
    Journal) find "$here/Seeds/Journal" -type f ;;
    Envelope) find "$root/Fixtures/Requests" -type f ;;
  esac | LC_ALL=C sort
}

# Runs in the short mode.
runs() {
  case $1 in
    Answers) echo 6000 ;;
    WSDL) echo 4000 ;;
    CSV) echo 6000 ;;
    Journal) echo 15000 ;;
    Envelope) echo 40000 ;;
  esac
}

# The longest inputs; short ones are faster, and a WSDL needs room.
longest() {
  case $1 in
    Answers | WSDL) echo 16384 ;;
    CSV) echo 4096 ;;
    *) echo 2048 ;;
  esac
}

# Runs a fuzzer on its seeds and a folder of its own finds; the last lines of the log have the numbers.
fuzz() {
  local fuzzer=$1 work=$2
  shift 2
  mkdir -p "$work/$fuzzer"
  seeds "$fuzzer" | paste -sd, > "$work/$fuzzer.seeds"
  local dictionary=()
  [ -f "$here/Seeds/$fuzzer.dict" ] && dictionary=(-dict="$here/Seeds/$fuzzer.dict")
  TMPDIR=$memory "$scratch/release/Fuzz$fuzzer" -seed_inputs="@$work/$fuzzer.seeds" "${dictionary[@]}" -timeout=20 \
    -rss_limit_mb=4096 -max_len="$(longest "$fuzzer")" -len_control=0 -print_final_stats=1 -artifact_prefix="$work/$fuzzer-" \
    "$@" "$work/$fuzzer" > "$work/$fuzzer.log" 2>&1
}

executions() { sed -n 's/^stat::number_of_executed_units: *//p' "$1" | tail -n 1; }

explain() {
  grep -aE 'broken property|Fatal error|ERROR:|SUMMARY|Test unit written' "$1" | cut -c1-600 || tail -n 20 "$1"
}

# Parses all the code that is generated of what was found, which is too slow to be done for each input.
parse() {
  local work=$1
  rm -rf "$work/generated" && mkdir -p "$work/generated"
  { seeds WSDL; find "$work/WSDL" -type f; } > "$work/WSDL.all"
  KAKAPO_FUZZ_OUTPUT=$work/generated xargs -d '\n' "$scratch/release/FuzzWSDL" < "$work/WSDL.all" \
    > "$work/generated.log" 2>&1 || { explain "$work/generated.log"; return 1; }
  echo "parse: $(find "$work/generated" -type f | wc -l) generated files"
  [ -n "$(ls "$work/generated")" ] || { echo "parse: nothing was generated"; return 1; }
  find "$work/generated" -type f -print0 |
    xargs -0 -n 400 swiftc -frontend -parse -swift-version 6 > "$work/parse.log" 2>&1 && [ ! -s "$work/parse.log" ] ||
    { grep -aE 'error|warning' "$work/parse.log" | head -n 10; return 1; }
}

mode=${1:-}
[ $# -gt 0 ] && shift
mkdir -p "$scratch"
case $mode in
  short)
    build "${all[@]}"
    work=$scratch/short
    rm -rf "$work" && mkdir -p "$work"
    passed=0
    failed=0
    began=$SECONDS
    # Two at a time, on two cores.
    one() {
      if fuzz "$1" "$work" -seed=20 -runs="$(runs "$1")"; then echo passed; else echo failed; fi > "$work/$1.result"
    }
    (for fuzzer in Answers Journal; do one "$fuzzer"; done) &
    for fuzzer in WSDL CSV Envelope; do one "$fuzzer"; done
    wait
    for fuzzer in "${all[@]}"; do
      result=$(cat "$work/$fuzzer.result")
      echo "$fuzzer: $result, $(executions "$work/$fuzzer.log") runs," \
        "$(grep -aE '^#.*cov:' "$work/$fuzzer.log" | tail -n 1 | grep -oE 'cov: [0-9]+ ft: [0-9]+' || echo no coverage)"
      if [ "$result" = passed ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        explain "$work/$fuzzer.log"
      fi
    done
    if parse "$work"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    echo "$((SECONDS - began)) s"
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ]
    ;;
  long)
    seconds=${1:?how many seconds for each fuzzer}
    shift
    if [ $# -gt 0 ]; then fuzzers=("$@"); else fuzzers=("${all[@]}"); fi
    build "${fuzzers[@]}"
    # What was found before is where this begins.
    work=$scratch/long
    mkdir -p "$work"
    total=0
    failed=0
    for fuzzer in "${fuzzers[@]}"; do
      fuzz "$fuzzer" "$work" -max_total_time="$seconds" || { failed=$((failed + 1)); explain "$work/$fuzzer.log"; }
      count=$(executions "$work/$fuzzer.log")
      total=$((total + ${count:-0}))
      echo "$fuzzer: ${count:-0} runs, $(grep -aE '^#.*cov:' "$work/$fuzzer.log" | tail -n 1 | cut -d' ' -f2-)"
      if [ "$fuzzer" = WSDL ]; then parse "$work" || failed=$((failed + 1)); fi
    done
    echo "$total runs in total, $failed failed"
    [ "$failed" = 0 ]
    ;;
  once)
    build "$1"
    TMPDIR=$memory "$scratch/release/Fuzz$1" -timeout=20 "${@:2}"
    ;;
  tests)
    build "${all[@]}"
    # The tests have to free what they take.
    unset ASAN_OPTIONS
    KAKAPO_FUZZ=1 swift test --skip-build "${flags[@]}" --filter XMLCoreTests
    ;;
  *)
    sed -n '2,6s/^# //p' "$0"
    exit 64
    ;;
esac
