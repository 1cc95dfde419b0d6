// swift-tools-version: 6.1
import PackageDescription

// A package of a user whose service has drifted: its calls are generated from that service's own WSDL.
let package = Package(
  name: "GeneratedCheck",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "KakapoProvision", path: "../../..")],
  targets: [
    .executableTarget(
      name: "GeneratedCheck",
      dependencies: [.product(name: "KakapoProvision", package: "KakapoProvision")])
  ]
)
