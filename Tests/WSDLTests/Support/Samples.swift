import Foundation
import WSDL

/// Files for tests: those of the repository, and the public WSDLs beside it, which may be missing.
enum Samples {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let corpus = root.deletingLastPathComponent().appending(path: "shared/corpus/wsdl")
  static let provision = root.appending(path: "Fixtures/Contract/ProvisionV3.wsdl")

  static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

  static func bytes(_ url: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

  static func fixture(_ name: String) throws -> WSDLReading {
    let url = root.appending(path: "Fixtures/WSDL/\(name)")
    return try WSDLReader().read(bytes(url), location: name)
  }
}

extension WSDLReading {
  static func reading(_ text: String, limits: WSDLLimits = .init()) throws -> WSDLReading {
    try WSDLReader(limits: limits).read(Array(text.utf8))
  }

  func messages(_ severity: WSDLDiagnostic.Severity) -> [String] {
    diagnostics.filter { $0.severity == severity }.map(\.message)
  }
}
