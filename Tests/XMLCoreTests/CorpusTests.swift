import Foundation
import Testing
import XMLCore

/// Recorded answers and published WSDLs that lie beside the repository where there is a copy of them.
@Suite(.enabled(if: Corpus.isPresent, "the recorded answers are not beside the repository"))
struct CorpusTests {
  /// Not well-formed, each for the reason beside it.
  private static let illFormed: [String: XMLReadingError.Code] = [
    // RedirectToACSForm is closed as RedirectToACForm.
    "am_borgun_successful_get_3ds_authentication_response.xml": .malformed,
    // A <p> is never closed.
    "am_cyber_source_malformed_xml_response.xml": .malformed,
    // An XML declaration inside an element.
    "am_mercury_failed_purchase_response.xml": .malformed,
    "am_mercury_successful_purchase_response.xml": .malformed,
    "am_mercury_successful_refund_response.xml": .malformed,
    // A MIME multipart body.
    "node-soap__Dummy__ref_element_should_have_correct_namespace_with_overri__response.xml": .malformed,
  ]

  @Test func everyAnswerIsReadUnlessItIsIllFormed() throws {
    var refused: [String: XMLReadingError.Code] = [:]
    for file in try Corpus.files(in: "responses") {
      let bytes = Array(try Data(contentsOf: file))
      do throws(XMLReadingError) {
        let root = try XMLReader().read(bytes)
        let again = try? XMLReader().read(Array(root.description.utf8))
        #expect(again == root, "\(file.lastPathComponent)")
      } catch {
        refused[file.lastPathComponent] = error.code
      }
    }
    #expect(refused == Self.illFormed)
  }

  @Test func everyWSDLIsRead() throws {
    for file in try Corpus.files(in: "wsdl") {
      let root = try XMLReader().read(Array(try Data(contentsOf: file)))
      #expect(root.hasElementChildren, "\(file.lastPathComponent)")
      #expect(try XMLReader().read(Array(root.description.utf8)) == root, "\(file.lastPathComponent)")
    }
  }

  @Test func theErrorPageOfTheServerIsRefusedAsADocumentType() throws {
    let page = Corpus.directory.appending(path: "html/iis_403_6_ip_rejected.html")
    let bytes = Array(try Data(contentsOf: page))
    let error = #expect(throws: XMLReadingError.self) { try XMLReader().read(bytes) }
    #expect(error?.code == .doctype)
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
