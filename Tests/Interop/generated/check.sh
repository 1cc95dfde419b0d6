#!/usr/bin/env bash
# Generates Swift from the WSDL of a running service that has drifted, compiles it in a package of its own, and calls the
# service with it. Prints "N passed, M failed" at last.
#
#   check.sh BUILD_DIR ENDPOINT USER PASSWORD SERVER_HOST_NAME
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../../.." && pwd -P)
bin=$(readlink -f "$1")

work=$root/.build-generated
generated=$here/Sources/GeneratedCheck/Generated
mkdir -p "$work"
trap 'rm -rf "$generated"' EXIT
curl -fsS --max-time 30 "$2?WSDL" > "$work/service.wsdl"
rm -rf "$generated"
"$bin/kakapo" contract generate --wsdl "$work/service.wsdl" --output "$generated"
swift build --package-path "$here" --scratch-path "$work" > "$work/build.log" 2>&1 || { tail -n 30 "$work/build.log"; exit 1; }
"$work/debug/GeneratedCheck" "$2" "$3" "$4" "$5"
