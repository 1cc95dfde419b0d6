import Foundation
import KakapoProvision
import KakapoProvisionTesting

/// The files under `Fixtures`, and the recorded answers of other services beside the repository.
enum Fixtures {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let folder = repository.appending(path: "Fixtures")

  /// Answers of other services: third-party files that aren't part of this package.
  static let corpus = repository.deletingLastPathComponent().appending(path: "shared/corpus")

  static let hasCorpus = FileManager.default.fileExists(
    atPath: corpus.appending(path: "responses").path(percentEncoded: false))

  /// The WSDL of the contract, with one of its names replaced.
  static func contract(replacing name: String = "", with other: String = "") throws -> [UInt8] {
    let text = try String(contentsOf: folder.appending(path: "Contract/ProvisionV3.wsdl"), encoding: .utf8)
    return Array(text.replacing("\"\(name)\"", with: "\"\(other)\"").utf8)
  }

  static func request(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: folder.appending(path: "Requests/\(name).xml")))
  }

  static var requestNames: [String] {
    get throws { try names(in: folder.appending(path: "Requests"), suffix: ".xml") }
  }

  static func response(_ name: String) throws -> TransportResponse {
    try ReplayingTransport.response(fromFile: folder.appending(path: "Responses/\(name).response.http"))
  }

  static var responseNames: [String] {
    get throws { try names(in: folder.appending(path: "Responses"), suffix: ".response.http") }
  }

  /// The lines of a text file.
  static func lines(_ path: String) throws -> [String] {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8).split(separator: "\n").map(
      String.init)
  }

  static func corpusFiles(in name: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: corpus.appending(path: name), includingPropertiesForKeys: nil
    )
    .filter { ["xml", "html"].contains($0.pathExtension) }
    .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  private static func names(in folder: URL, suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
      .filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }
}
