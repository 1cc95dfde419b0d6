#!/usr/bin/env bash
# Measures the library beside its peers and prints a table of ratios; see README.md.
#
#   run.sh [codec] [calls] [latency] [memory] [app] [rollout] [growth] [instructions]   those figures; all without a word
#   run.sh instructions [--record]    the gate: instructions for each call written and each answer read
#   run.sh growth                     how cost grows with the number of items, drawn to growth.svg
#   run.sh --target FIGURE=NUMBER …   with another target, to see a figure missed
#
# Installs nothing but zeep, into .build-venv; the README tells what else is needed. Everything that is made lies in
# .build-benchmarks and .build-benchmarks-swift.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
# Nothing of the caller's own settings or proxies takes part.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY KAKAPO_CONTRACT KAKAPO_STRICT || true
exec python3 -B "$here/benchmark/main.py" "$root" "$@"
