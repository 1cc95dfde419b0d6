// swift-tools-version: 6.1
import PackageDescription

// A package that depends on this one as a user's package does, and imports nothing but the library.
let package = Package(
  name: "Consumer",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "KakapoProvision", path: "../..")],
  targets: [
    .executableTarget(
      name: "Consumer",
      dependencies: [.product(name: "KakapoProvision", package: "KakapoProvision")])
  ]
)
