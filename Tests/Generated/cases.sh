#!/bin/sh
# Tries the small contracts in Fixtures/Cases: each is compared or generated, and what there is of generated code is called.
# What is printed has to be what the case's expected.txt says; with KAKAPO_REGENERATE=1 it is written there.
# Usage: Tests/Generated/cases.sh [folder to work in]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-$(mktemp -d)}
if [ $# -gt 0 ]; then mkdir -p "$work"; else trap 'rm -rf "$work"' EXIT; fi
swift build --package-path "$root" --product kakapo >"$work/tool.log" 2>&1 || { cat "$work/tool.log"; exit 1; }
kakapo=$(swift build --package-path "$root" --show-bin-path)/kakapo
rm -rf "$work/Sources"
mkdir -p "$work/Sources"

# Compares or generates.
{
  echo '// swift-tools-version: 6.1'
  echo 'import PackageDescription'
  echo "let package = Package(name: \"Cases\", dependencies: [.package(path: \"$root\")])"
} >"$work/Package.swift"
for folder in "$root"/Fixtures/Cases/*/; do
  name=$(basename "$folder")
  code=$work/Sources/$name
  status=0
  if [ -f "$folder/service.sed" ]; then
    sed -f "$folder/service.sed" "$root/Fixtures/Contract/ProvisionV3.wsdl" >"$work/service.wsdl"
    (cd "$work" && "$kakapo" contract diff built-in service.wsdl) >"$work/$name.out" 2>&1 || status=$?
  elif [ -f "$folder/old.wsdl" ]; then
    (cd "$folder" && "$kakapo" contract diff old.wsdl new.wsdl) >"$work/$name.out" 2>&1 || status=$?
    "$kakapo" contract generate --wsdl "$folder/old.wsdl" --output "$code" >/dev/null 2>&1
  else
    (cd "$folder" && "$kakapo" contract generate --wsdl main.wsdl --output "$code") >"$work/$name.out" 2>&1 || status=$?
  fi
  { sed "s|$code|code|" "$work/$name.out"; echo "exit code $status"; } >"$work/$name.txt"
  if [ ! -d "$code" ] || [ ! -f "$folder/call.swift" ]; then
    rm -rf "$code"
    continue
  fi
  cp "$root/Tests/Generated/Stub.swift" "$code"
  cat >"$code/Main.swift" <<END
import KakapoProvision

@main struct Case {
  static func main() async {
    let stub = Stub(
      envelope(
        """
$(sed 's/^/        /' "$folder/answer.xml")
        """))
    do {
      show(try await client(stub).$(cat "$folder/call.swift"))
    } catch {
      print(error)
    }
    print("sent", await stub.last)
  }
}
END
  cat >>"$work/Package.swift" <<END
package.targets.append(
  .executableTarget(
    name: "$name", dependencies: [.product(name: "KakapoProvision", package: "$(basename "$root")")]))
END
done

# Calls.
swift build --package-path "$work" --scratch-path "$root/.build-cases" >"$work/build.log" 2>&1 ||
  { grep -E 'error|warning' "$work/build.log" | head -n 40; echo '0 passed, 1 failed'; exit 1; }
bin=$(swift build --package-path "$work" --scratch-path "$root/.build-cases" --show-bin-path)
passed=0
failed=0
for folder in "$root"/Fixtures/Cases/*/; do
  name=$(basename "$folder")
  if [ -d "$work/Sources/$name" ]; then
    new=''
    [ ! -f "$folder/new.wsdl" ] || new=new.wsdl
    (cd "$folder" && "$bin/$name" $new) >>"$work/$name.txt" 2>&1 || echo "the call ended with $?" >>"$work/$name.txt"
  fi
  [ -z "${KAKAPO_REGENERATE:-}" ] || cp "$work/$name.txt" "$folder/expected.txt"
  if diff -u "$folder/expected.txt" "$work/$name.txt"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "$name is not as expected"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
