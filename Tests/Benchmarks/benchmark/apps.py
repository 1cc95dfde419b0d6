"""Builds small apps from nothing: an empty one and ones that import the library."""

import dataclasses
import shutil
import time

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

CURL = LIBRARY.replace("import KakapoProvision", "import CURLTransport\nimport KakapoProvision").replace(
    'secret"))', 'secret"), transport: CURLTransport())')
PRODUCTS = {"empty": [], "library": ["KakapoProvision"], "libcurl": ["KakapoProvision", "CURLTransport"]}


@dataclasses.dataclass
class App:
    seconds: list
    bytes: int


def measure(programs, rounds):
    """Builds each app from nothing, in turns."""
    sources = {"empty": EMPTY, "library": LIBRARY, "libcurl": CURL}
    built = {name: App([], 0) for name in sources}
    for _ in range(rounds):
        for name, source in sources.items():
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
    products = PRODUCTS[name]
    dependency = f'.package(name: "KakapoProvision", path: "{programs.root}")' if products else ""
    product = ", ".join(f'.product(name: "{it}", package: "KakapoProvision")' for it in products)
    (folder / "Package.swift").write_text(MANIFEST.format(dependency=dependency, product=product))
    return folder
