import Foundation
import Testing
import XMLCore

/// Recorded answers and published WSDLs, if there is a copy of them beside the repository.
@Suite(.enabled(if: Corpus.isPresent, "the recorded answers are not beside the repository"))
struct CorpusTests {
  /// The list of outcomes of the client's tests says which answers are read.
  @Test func everyAnswerThatIsReadCanBeWrittenAndReadAgain() throws {
    var count = 0
    for file in try Corpus.files(in: "responses") {
      guard let root = try? XMLReader().read(Array(try Data(contentsOf: file))) else { continue }
      count += 1
      let again = try? XMLReader().read(Array(root.description.utf8))
      #expect(again == root, "\(file.lastPathComponent)")
    }
    #expect(count > 200)
  }

  @Test func everyWSDLIsRead() throws {
    for file in try Corpus.files(in: "wsdl") {
      let root = try XMLReader().read(Array(try Data(contentsOf: file)))
      #expect(root.hasElementChildren, "\(file.lastPathComponent)")
      #expect(try XMLReader().read(Array(root.description.utf8)) == root, "\(file.lastPathComponent)")
    }
  }
}

private enum Corpus {
  /// `shared/corpus` beside the repository.
  static let directory = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/corpus")

  static var isPresent: Bool { FileManager.default.fileExists(atPath: directory.path(percentEncoded: false)) }

  static func files(in folder: String) throws -> [URL] {
    let files = try FileManager.default.contentsOfDirectory(
      at: directory.appending(path: folder), includingPropertiesForKeys: nil)
    try #require(!files.isEmpty)
    return files.sorted { $0.path(percentEncoded: false) < $1.path(percentEncoded: false) }
  }
}
