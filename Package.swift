// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "KakapoProvision",
  platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
  products: [
    .library(name: "KakapoProvision", targets: ["KakapoProvision"]),
    .library(name: "KakapoRollout", targets: ["KakapoRollout"]),
    .library(name: "KakapoRolloutFiles", targets: ["KakapoRolloutFiles"]),
    .library(name: "KakapoProvisionTesting", targets: ["KakapoProvisionTesting"]),
    .library(name: "KakapoSimulator", targets: ["KakapoSimulator"]),
    .library(name: "CURLTransport", targets: ["CURLTransport"]),
    .executable(name: "kakapo", targets: ["kakapo"]),
    .plugin(name: "GenerateProvisionClient", targets: ["GenerateProvisionClient"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.3.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2",
      pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev", "pkg-config"]), .brew(["libxml2"])]
    ),
    .target(name: "CXMLParser", dependencies: ["CLibXML2"]),
    .target(name: "XMLCore", dependencies: ["CXMLParser"]),
    .target(name: "WSDL", dependencies: ["Support", "XMLCore"]),
    .target(name: "WSDLGenerator", dependencies: ["WSDL"]),
    .target(name: "Support"),
    .target(
      name: "HTTPTransport",
      dependencies: ["Support", .product(name: "HTTPTypes", package: "swift-http-types")]
    ),
    .systemLibrary(
      name: "CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev", "pkg-config"]), .brew(["curl"])]
    ),
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev", "pkg-config"]), .brew(["zlib"])]
    ),
    .target(name: "CHTTPEngine", dependencies: ["CCurl", "CZlib"]),
    .target(
      name: "CURLTransport",
      dependencies: [
        "CHTTPEngine", "HTTPTransport", "Support", .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .target(
      name: "KakapoProvision",
      dependencies: [
        "HTTPTransport", "Support", "WSDL", "XMLCore",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .target(
      name: "KakapoRollout",
      dependencies: [
        "KakapoProvision", "Support", "XMLCore", .product(name: "Logging", package: "swift-log"),
      ]
    ),
    // Files from other systems: workbooks and YAML mappings. Apart from KakapoRollout, which builds neither zlib nor YAML.
    .target(
      name: "KakapoRolloutFiles",
      dependencies: ["CZlib", "KakapoRollout", "Support", "XMLCore", .product(name: "Yams", package: "Yams")]
    ),
    .target(
      name: "KakapoProvisionTesting",
      dependencies: [
        "KakapoProvision", "HTTPTransport", "Support", "XMLCore",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .target(
      name: "KakapoSimulator",
      dependencies: [
        "KakapoProvision", "KakapoProvisionTesting", "HTTPTransport", "Support", "XMLCore",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]
    ),
    .executableTarget(
      name: "kakapo",
      dependencies: [
        "KakapoProvision", "KakapoRollout", "KakapoRolloutFiles", "KakapoSimulator", "CURLTransport",
        "HTTPTransport", "Support", "WSDL", "WSDLGenerator",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.embedInCode("Demo/sample-users.csv")]
    ),
    .plugin(
      name: "GenerateProvisionClient",
      capability: .command(
        intent: .custom(
          verb: "generate-provision-client", description: "Generate typed Swift from a WSDL."),
        permissions: [.writeToPackageDirectory(reason: "The generated files are written to --output.")]),
      dependencies: ["kakapo"],
      path: "Sources/GenerateProvisionClient"
    ),
    .target(name: "CTestWidth", path: "Tests/CTestWidth"),
    .target(name: "CSchemaValidator", dependencies: ["CLibXML2"], path: "Tests/CSchemaValidator"),
    .target(name: "TestThreads", path: "Tests/TestThreads"),
    .target(name: "TestServers", dependencies: ["Support"], path: "Tests/TestServers"),
    .target(name: "TestDocuments", path: "Tests/TestDocuments"),
    .target(name: "TestWSDLs", dependencies: ["WSDL"], path: "Tests/TestWSDLs"),
    .target(
      name: "TestTraces", dependencies: [.product(name: "Logging", package: "swift-log")],
      path: "Tests/TestTraces"),
    .testTarget(
      name: "WSDLGeneratorTests",
      dependencies: [
        "CSchemaValidator", "TestServers", "TestTraces", "TestThreads",
        "WSDLGenerator", "WSDL", "KakapoProvision", "KakapoProvisionTesting", "HTTPTransport", "Support",
        "XMLCore",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .testTarget(name: "SupportTests", dependencies: ["Support"]),
    .testTarget(name: "CTestWidthTests", dependencies: ["CTestWidth"]),
    .testTarget(name: "WSDLTests", dependencies: ["TestWSDLs", "KakapoProvision", "WSDL", "XMLCore"]),
    .testTarget(name: "XMLCoreTests", dependencies: ["XMLCore"]),
    .testTarget(
      name: "HTTPTransportTests",
      dependencies: [
        "TestServers", "TestTraces", "TestThreads",
        "CHTTPEngine", "CURLTransport", "HTTPTransport", "Support",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .testTarget(
      name: "KakapoProvisionTests",
      dependencies: [
        "TestServers", "TestTraces", "TestThreads", "TestWSDLs",
        "KakapoProvision", "KakapoProvisionTesting", "KakapoSimulator", "CURLTransport", "HTTPTransport",
        "Support", "WSDL", "XMLCore",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ],
      exclude: ["Answers/corpus-outcomes.tsv"]
    ),
    .testTarget(
      name: "KakapoProvisionTestingTests",
      dependencies: [
        "TestTraces", "TestThreads",
        "KakapoProvisionTesting", "KakapoProvision", "XMLCore",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .testTarget(
      name: "KakapoRolloutTests",
      dependencies: [
        "TestServers", "TestTraces", "TestThreads",
        "KakapoRollout", "KakapoProvision", "KakapoProvisionTesting", "KakapoSimulator", "HTTPTransport",
        "Support",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .testTarget(name: "KakapoRolloutFilesTests", dependencies: ["KakapoRollout", "KakapoRolloutFiles"]),
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "TestDocuments", "TestTraces", "KakapoProvision", "KakapoRollout", "KakapoRolloutFiles",
        "KakapoProvisionTesting", "KakapoSimulator", "CURLTransport",
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
    .testTarget(
      name: "KakapoSimulatorTests",
      dependencies: ["KakapoSimulator", "KakapoProvision", "HTTPTransport", "Support", "XMLCore"]
    ),
    .testTarget(
      name: "InteropTests",
      dependencies: [
        "KakapoProvision", "KakapoSimulator", .product(name: "HTTPTypes", package: "swift-http-types"),
      ]
    ),
    .testTarget(
      name: "kakapoTests",
      dependencies: [
        "TestDocuments", "TestServers", "TestTraces", "TestThreads", "kakapo", "KakapoProvision",
        "KakapoRollout", "KakapoSimulator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ]
)

// The fuzzers are built by Tests/Fuzz/run.sh alone.
if Context.environment["KAKAPO_FUZZ"] != nil {
  let fuzzers: [String: [Target.Dependency]] = [
    "Answers": [
      "KakapoProvision", "KakapoProvisionTesting", "HTTPTransport", "XMLCore",
      .product(name: "HTTPTypes", package: "swift-http-types"),
    ],
    "CSV": ["KakapoRollout"],
    "Envelope": ["PeerXML", "KakapoProvision", "XMLCore"],
    "Journal": ["KakapoProvision", "KakapoRollout"],
    "WSDL": ["WSDL", "WSDLGenerator", "XMLCore"],
  ]
  package.targets += [
    .target(name: "PeerXML", dependencies: ["CLibXML2"], path: "Tests/Fuzz/PeerXML"),
    .target(name: "FuzzSupport", path: "Tests/Fuzz/Support"),
    .target(name: "FuzzMain", path: "Tests/Fuzz/Main"),
  ]
  for (name, libraries) in fuzzers.sorted(by: { $0.key < $1.key }) {
    package.targets.append(
      .executableTarget(
        name: "Fuzz\(name)", dependencies: ["FuzzMain", "FuzzSupport"] + libraries,
        path: "Tests/Fuzz/\(name)",
        swiftSettings: [.unsafeFlags(["-parse-as-library"])],
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]))
  }
}

// The benchmarks are built by Tests/Benchmarks/run.sh alone.
if Context.environment["KAKAPO_BENCHMARKS"] != nil {
  let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
  package.targets += [
    .executableTarget(
      name: "CallBenchmark",
      dependencies: [
        "KakapoProvision", "KakapoProvisionTesting", "CURLTransport", "HTTPTransport", "Support", httpTypes,
      ],
      path: "Tests/Benchmarks/CallBenchmark"),
    .executableTarget(
      name: "GrowthBenchmark",
      dependencies: [
        "KakapoProvision", "KakapoRollout", "KakapoSimulator", "HTTPTransport", httpTypes,
      ],
      path: "Tests/Benchmarks/GrowthBenchmark"),
  ]
}

// Sanitizers build only what they run: the targets that KAKAPO_ONLY names, and what those are made of.
// CTestWidth is in every build of tests, since without it they all start at once.
if let only = Context.environment["KAKAPO_ONLY"] {
  var left = only.split(separator: ",").map(String.init) + ["CTestWidthTests"]
  var kept: Set<String> = []
  while let name = left.popLast() {
    guard let target = package.targets.first(where: { $0.name == name }), kept.insert(name).inserted else {
      continue
    }
    for case .byNameItem(let name, _) in target.dependencies { left.append(name) }
  }
  package.targets.removeAll { !kept.contains($0.name) }
  package.products = []
}

// One policy for every Swift target: the evolution proposals that make a module boundary and an
// existential visible in the source. Warnings are errors where the project checks itself.
let isStrict = Context.environment["KAKAPO_STRICT"] != nil
for target in package.targets where target.type != .system && target.type != .plugin {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),  // SE-0335
      .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
      .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    ] + (isStrict ? [.unsafeFlags(["-warnings-as-errors"])] : [])
  if isStrict {
    target.cSettings = (target.cSettings ?? []) + [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]
  }
}
