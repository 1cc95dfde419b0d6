"""Builds small apps from nothing: an empty one and ones that import the library."""

import dataclasses
import shutil
import time

from programs import TRAIT

MANIFEST = """// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "App",
  platforms: [.macOS(.v15)],
  dependencies: [{dependency}],
  targets: [.executableTarget(name: "App", dependencies: [{product}])]
)
"""
EMPTY = """import Foundation

print(Date())
"""
LIBRARY = """import Foundation
import KakapoProvision

let client = try ProvisionClient(credentials: Credentials(userName: "name", password: "secret"))
try await client.addReseller(serverHostName: "sp.example.com", resellerId: "Acme")
print(Date())
"""


@dataclasses.dataclass
class App:
    seconds: list
    bytes: int


def measure(programs, rounds):
    """Builds each app from nothing, in turns."""
    sources = {"empty": EMPTY, "library": LIBRARY, "library" + TRAIT: LIBRARY}
    built = {name: App([], 0) for name in sources}
    for number in range(rounds):
        for name, source in sources.items():
            # What comes with the trait takes minutes: once is enough.
            if name.endswith(TRAIT) and number > 0:
                continue
            folder = write(programs, name, source)
            # What is fetched is not what is measured.
            programs.run(["swift", "package", "--package-path", folder, "resolve"])
            start = time.monotonic()
            programs.run(["swift", "build", "-c", "release", "--package-path", folder])
            built[name].seconds.append(time.monotonic() - start)
            binary, stripped = folder / ".build/release/App", folder / "App-stripped"
            programs.run(["strip", "-o", stripped, binary])
            built[name].bytes = stripped.stat().st_size
    return built


def write(programs, name, source):
    folder = programs.work / f"app-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "Sources/App").mkdir(parents=True)
    (folder / "Sources/App/main.swift").write_text(source)
    dependency, product = "", ""
    if name != "empty":
        traits = name.removeprefix("library")
        given = f', traits: ["{traits}"]' if traits else ""
        dependency = f'.package(name: "KakapoProvision", path: "{programs.root}"{given})'
        product = '.product(name: "KakapoProvision", package: "KakapoProvision")'
    (folder / "Package.swift").write_text(MANIFEST.format(dependency=dependency, product=product))
    return folder
