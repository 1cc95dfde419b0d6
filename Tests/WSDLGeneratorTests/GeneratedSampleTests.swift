import Foundation
import Testing
import WSDL
import WSDLGenerator

/// The code beside these tests is the generator's output for `Typed.wsdl`.
@Suite struct GeneratedSampleTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Generated")

  @Test("The committed sample is, byte for byte, the generator's output")
  func sample() throws {
    let code = try GeneratorSupport.generate("Typed")
    #expect(
      code.operations == [
        "GetReport", "AddUser", "AddGroup", "Version", "RemoveUser", "RemoveUser", "AddUsers", "FindUser",
        "Count", "Ping",
      ])
    #expect(
      code.diagnostics.map(\.message) == [
        "The login of FindUser does not come first: without the contract check it is sent so."
      ])
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
