#!/bin/sh
# Generates Swift from every example WSDL, puts it all into one package that depends on this one, and
# compiles it. A WSDL that yields nothing passes when a diagnostic names a construct that is not supported.
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
  if [ "$status" = 0 ]; then
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

{
  echo '// swift-tools-version: 6.1'
  echo 'import PackageDescription'
  echo 'let library = Target.Dependency.product(name: "KakapoProvision", package: "KakapoProvision")'
  echo 'let package = Package(name: "Generated", platforms: [.macOS(.v15)],'
  echo "  dependencies: [.package(name: \"KakapoProvision\", path: \"$root\")], targets: ["
  for target in $targets; do echo "    .target(name: \"$target\", dependencies: [library]),"; done
  echo '  ])'
} >"$work/Package.swift"

# What is wrong in one file does not keep the others from being compiled.
swift build --package-path "$work" >"$work/build.log" 2>&1 || true
for target in $targets; do
  if grep -q "Sources/$target/.*\(error\|warning\):" "$work/build.log"; then
    failed=$((failed + 1))
    grep "Sources/$target/.*\(error\|warning\):" "$work/build.log" | sort -u | head -5
  else
    passed=$((passed + 1))
  fi
done
if [ -n "$targets" ] && ! grep -q 'Build complete' "$work/build.log"; then
  tail -20 "$work/build.log"
  [ "$failed" -gt 0 ] || failed=1
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
