#!/bin/sh
# Generates Swift from every example WSDL, and compiles it with the modules of this package. A WSDL that yields
# nothing passes when a diagnostic names a construct that is not supported.
# Usage: Tests/Generated/corpus.sh [folder to work in [more WSDLs …]]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-$(mktemp -d)}
if [ $# -gt 0 ]; then shift; else trap 'rm -rf "$work"' EXIT; fi
mkdir -p "$work/Sources"
swift build --package-path "$root" --product kakapo >"$work/tool.log" 2>&1 ||
  { cat "$work/tool.log"; exit 1; }
kakapo=$(swift build --package-path "$root" --show-bin-path)/kakapo

passed=0
failed=0
targets=""
rm -rf "$work"/Sources/*
printf '%-58s %9s %8s  %s\n' WSDL generated 'left out' result
for wsdl in "$root"/../shared/corpus/wsdl/* "$root"/Fixtures/WSDL/*.wsdl "$root"/Fixtures/Contract/*.wsdl "$@"; do
  [ -f "$wsdl" ] || continue
  name=$(basename "$wsdl")
  target="G$(printf %s "$name" | tr -c 'A-Za-z0-9' _)"
  status=0
  "$kakapo" contract generate --wsdl "$wsdl" --output "$work/Sources/$target" --access public \
    >"$work/$target.out" 2>"$work/$target.err" || status=$?
  generated=$(sed -n 's/.*: \([0-9]*\) operations generated.*/\1/p' "$work/$target.out")
  left=$(grep -c 'is left out' "$work/$target.err" || true)
  reasons=$(sed -n 's/.* is left out: it needs //p' "$work/$target.err" | sort | uniq -c |
    sed 's/^ *\([0-9]*\) /\1 × /' | paste -sd';' -)
  result=compiled
  if [ "$status" = 0 ] || { [ "$status" = 84 ] && [ "$left" -gt 0 ]; }; then
    targets="$targets $target"
  elif [ -n "$reasons" ] || grep -q 'cannot be read\|No operation' "$work/$target.err"; then
    result="nothing to compile"
    [ -n "$reasons" ] || reasons=$(tail -1 "$work/$target.err")
    rm -rf "$work/Sources/$target"
    passed=$((passed + 1))
  else
    result="FAILED: $(tail -1 "$work/$target.err")"
    failed=$((failed + 1))
  fi
  [ -z "$reasons" ] || result="$result ($reasons)"
  printf '%-58s %9s %8s  %s\n' "$name" "${generated:-0}" "$left" "$result"
done

# Compiled as by a package that depends on this one: with the modules that its own build made.
modules=$(dirname "$kakapo")/Modules
set -- -swift-version 6 -parse-as-library -wmo -Onone -I "$modules"
for map in "${modules%/*}"/*.build/module.modulemap; do
  case $map in *-tool.build/*) ;; *) set -- "$@" -Xcc "-fmodule-map-file=$map" ;; esac
done
for map in $(find "$root/.build/checkouts" -path '*/include/module.modulemap'); do set -- "$@" -I "${map%/*}"; done
for target in $targets; do echo "$target"; done |
  xargs -P "$(nproc)" -I '{}' sh -c 'target=$1 work=$2; shift 2
    swiftc -module-name "$target" "$@" -c "$work/Sources/$target"/*.swift -o "$work/$target.o" \
      >"$work/$target.log" 2>&1 || echo "$target: swiftc failed" >>"$work/$target.log"' sh '{}' "$work" "$@"
for target in $targets; do
  if [ -s "$work/$target.log" ] || ! [ -s "$work/$target.o" ]; then
    failed=$((failed + 1))
    head -n 20 "$work/$target.log"
  else
    passed=$((passed + 1))
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
