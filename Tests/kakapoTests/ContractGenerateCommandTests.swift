import Foundation
import TestTraces
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct ContractGenerateCommandTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/WSDL")

  private static func generate(_ wsdl: URL, to folder: URL) async throws -> CommandLineTool.Output {
    try await CommandLineTool()("contract", "generate", "--wsdl", wsdl.path(), "--output", folder.path())
  }

  /// After a change of the WSDL or the annotations, `Fixtures/README.md` has the command that writes the files again.
  @Test("The library's own operations are, byte for byte, what the command makes")
  func libraryOperations() async throws {
    let root = Self.fixtures.deletingLastPathComponent().deletingLastPathComponent()
    let folder = try TestTraces.makeFolder("operations")
    defer { TestTraces.remove(folder) }
    let output = try await CommandLineTool()(
      "contract", "generate", "--wsdl", root.appending(path: "Fixtures/Contract/ProvisionV3.wsdl").path(),
      "--annotations", root.appending(path: "Fixtures/Contract/annotations.json").path(), "--output",
      folder.path(), "--access", "public")
    #expect(output.status == 0 && output.standardError.isEmpty, "\(output.standardError)")
    let operations = root.appending(path: "Sources/KakapoProvision/Operations")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
    #expect(names.count == 19)
    for name in names {
      let made = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      let kept = try? String(contentsOf: operations.appending(path: name), encoding: .utf8)
      #expect(made == kept, "\(name)")
    }
    let others = try Set(FileManager.default.contentsOfDirectory(atPath: operations.path())).subtracting(
      names)
    #expect(others == ["BuiltInContract.swift", "MediaStreamType.swift"])
  }

  @Test(
    "Annotations that don't match their form or the WSDL are an error that names the place",
    arguments: [
      (#"{"operation": {}}"#, "the key operation is unknown"),
      (
        #"{"operations": {"Missing": {"evidence": "doc", "repetition": "safe", "repeating": "Safe."}}}"#,
        "operations has the method Missing"
      ),
      (
        #"{"operations": {"AddUser": {"evidence": "rumour", "repetition": "safe", "repeating": "Safe."}}}"#,
        "operations.AddUser.evidence: "
      ),
      (
        #"{"operations": {"AddUser": {"repetition": "safe", "repeating": "Safe."}}}"#,
        "operations.AddUser: evidence is missing"
      ),
      (
        #"{"operations": {"AddUser": {"evidence": "doc", "names": {"guess": ["userName"]}, "repetition": "safe", "#
          + #""repeating": "Safe."}}}"#, "operations.AddUser.names has the key guess"
      ),
      (
        #"{"operations": {"AddUser": {"evidence": "doc", "optional": ["user"], "repetition": "safe", "#
          + #""repeating": "Safe."}}}"#, "operations.AddUser lists the parameter user"
      ),
      (
        #"{"parameters": [{"name": "nobody", "kind": "identifier", "summary": "x", "documentation": "X."}]}"#,
        "parameters has nobody"
      ),
      (
        #"{"parameters": [{"name": "userName", "kind": "odd", "summary": "x", "documentation": "X."}]}"#,
        "parameters.1.kind: "
      ),
      ("{", "The given data was not valid JSON"),
    ])
  func wrongAnnotations(json: String, reason: String) async throws {
    let folder = try TestTraces.makeFolder("annotations")
    defer { TestTraces.remove(folder) }
    let file = folder.appending(path: "annotations.json")
    try Data(json.utf8).write(to: file)
    let output = try await CommandLineTool()(
      "contract", "generate", "--wsdl", Self.fixtures.appending(path: "Typed.wsdl").path(), "--annotations",
      file.path(), "--output", folder.appending(path: "code").path())
    #expect(output.status == 65)
    #expect(
      output.standardError.contains("The annotations don't match their form or the WSDL: \(reason)"),
      "\(output)")
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "code").path()))
  }

  @Test
  func aFolderThatCannotBeWrittenToIsReportedInOneLine() async throws {
    let file = TestTraces.path("no-folder")
    defer { TestTraces.remove(file) }
    try Data("a file".utf8).write(to: file)
    let output = try await Self.generate(
      Self.fixtures.appending(path: "LongName.wsdl"), to: file.appending(path: "code"))
    #expect(output.status == 64)
    let line = output.standardError.split(separator: "\n").last ?? ""
    #expect(line.contains("/code cannot be written to: ") && line.contains("Give a folder"))
    #expect(!output.standardError.contains("NSCocoaErrorDomain"))
    let missing = try await Self.generate(Self.fixtures.appending(path: "Missing.wsdl"), to: file)
    #expect(missing.status == 64 && missing.standardError.contains("Missing.wsdl cannot be read"))
  }

  @Test
  func filesOfOperationsThatAreGoneAreRemovedAndNothingElse() async throws {
    let folder = try TestTraces.makeFolder("regenerated")
    defer { TestTraces.remove(folder) }
    let wsdl = folder.appending(path: "Typed.wsdl")
    let code = folder.appending(path: "code")
    let text = try String(contentsOf: Self.fixtures.appending(path: "Typed.wsdl"), encoding: .utf8)
    try Data(text.utf8).write(to: wsdl)
    #expect(try await Self.generate(wsdl, to: code).status == 0)
    let others = [
      "Own.swift": "// Mine.\n", "Other.swift": "// Generated by kakapo contract generate from B.\n",
    ]
    for (name, text) in others { try Data(text.utf8).write(to: code.appending(path: name)) }
    let before = Set(try FileManager.default.contentsOfDirectory(atPath: code.path()))
    try Data(text.replacing("name=\"Count\"", with: "name=\"Sum\"").utf8).write(to: wsdl)
    let output = try await Self.generate(wsdl, to: code)
    #expect(output.standardOutput.contains("Typed+Count.swift of an earlier run was removed."))
    #expect(
      Set(try FileManager.default.contentsOfDirectory(atPath: code.path()))
        == before.subtracting(["Typed+Count.swift"]).union(["Typed+Sum.swift"]))
  }

  @Test
  func aLinkOutOfTheFolderIsNotFollowed() async throws {
    let folder = try TestTraces.makeFolder("linked")
    let outside = try TestTraces.makeFolder("outside")
    defer {
      TestTraces.remove(folder)
      TestTraces.remove(outside)
    }
    let schema = "<s:schema xmlns:s=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:i\"/>"
    try Data(schema.utf8).write(to: outside.appending(path: "Types.xsd"))
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "Types.xsd"), withDestinationURL: outside.appending(path: "Types.xsd"))
    let wsdl = folder.appending(path: "Typed.wsdl")
    let text = try String(contentsOf: Self.fixtures.appending(path: "Typed.wsdl"), encoding: .utf8)
    try Data(
      text.replacing(
        "<wsdl:types>",
        with: "<wsdl:types><s:schema><s:import namespace=\"urn:i\" schemaLocation=\"Types.xsd\"/></s:schema>"
      ).utf8
    ).write(to: wsdl)
    let output = try await Self.generate(wsdl, to: folder.appending(path: "code"))
    #expect(output.standardError.contains("Types.xsd"), "\(output.standardError)")
  }
}
