import Foundation
import Testing
import WSDL
import WSDLGenerator

/// The code in folders beside these tests is the generator's output for `Typed.wsdl` and `Kinds.wsdl`.
@Suite struct GeneratedSampleTests {
  @Test(
    "The committed samples are, byte for byte, the generator's output",
    arguments: [
      (
        "Typed", "Generated",
        [
          "GetReport", "AddUser", "AddGroup", "Version", "RemoveUser", "RemoveUser", "AddUsers", "FindUser",
          "Count",
          "Ping",
        ], ["The login of FindUser does not come first: without the contract check it is sent so."]
      ),
      ("Kinds", "GeneratedKinds", ["Order", "Ping", "Echo", "Notify", "Ping"], []),
    ])
  func sample(fixture: String, folder: String, operations: [String], findings: [String]) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: folder)
    let code = try GeneratorSupport.generate(fixture)
    #expect(code.operations == operations)
    #expect(code.diagnostics.map(\.message) == findings)
    if Repository.isRegenerating {
      try? FileManager.default.removeItem(at: folder)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for file in code.files { try Data(file.text.utf8).write(to: folder.appending(path: file.name)) }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    #expect(Set(names) == Set(code.files.map(\.name)))
    for file in code.files {
      let committed = try String(contentsOf: folder.appending(path: file.name), encoding: .utf8)
      #expect(committed == file.text, "\(file.name)")
    }
  }
}
