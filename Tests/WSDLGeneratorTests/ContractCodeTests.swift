import Foundation
import Testing
import WSDL
import WSDLGenerator

/// The library's own operations come from the contract's WSDL.
///
/// After a change of the WSDL or the overlay, run these tests once with `KAKAPO_REGENERATE=1` to write the files.
@Suite struct ContractCodeTests {
  private let root = Repository.root

  private func generated() throws -> [(path: String, text: String)] {
    let wsdl = try Data(contentsOf: root.appending(path: "Fixtures/Contract/ProvisionV3.wsdl"))
    let overlay = try Data(contentsOf: root.appending(path: "Fixtures/Contract/overlay.json"))
    let reading = try WSDLReader().read(Array(wsdl))
    #expect(reading.diagnostics.isEmpty)
    let document = ContractDocumentCode.file(for: String(decoding: wsdl, as: UTF8.self))
    return try ContractCode.generate(reading.definitions, overlay: .read(overlay)) + [
      (ContractDocumentCode.path, document)
    ]
  }

  @Test("The operations are, byte for byte, the output for the WSDL and the overlay")
  func regenerated() throws {
    let files = try generated()
    #expect(files.count > 2)
    for (path, text) in files {
      let file = root.appending(path: "Sources/KakapoProvision").appending(path: path)
      if Repository.isRegenerating { try Data(text.utf8).write(to: file) }
      #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(path)")
    }
  }

  @Test("The folder has no operation that isn't generated")
  func nothingElse() throws {
    let folder = root.appending(path: "Sources/KakapoProvision/Operations")
    let names = try Set(FileManager.default.contentsOfDirectory(atPath: folder.path()))
    let expected = Set(try generated().map { $0.path.replacing("Operations/", with: "") })
      .filter { !$0.contains("/") }
    #expect(names == expected.union(["MediaStreamType.swift"]))
  }
}
