import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct ContractDiffCommandTests {
  @Test
  func aServiceThatFitsHasNoDifferences() async throws {
    try await DeviatingPortal.run { at in
      let output = try await at.tool("contract", "check")
      #expect(output.status == 0 && output.standardOutput.contains("No differences."), "\(output)")
      let strict = try await at.tool("contract", "check", "--strict", "--output", "json")
      #expect(strict.status == 0)
      #expect((try DeviatingPortal.json(strict)["differences"] as? [Any])?.isEmpty == true)
    }
  }

  @Test
  func followedDifferencesAreDistinguishedFromBreakingOnes() async throws {
    try await DeviatingPortal.run {
      $0.deviation.namespace = "http://kakaposystems.com"
      $0.deviation.renamedParameters = ["loginUserName": "loginUsername"]
      $0.deviation.reversesParameters = true
    } _: { at in
      let output = try await at.tool("contract", "check")
      #expect(output.status == 0, "\(output)")
      #expect(output.standardOutput.contains("spelled loginUsername instead of loginUserName"))
      #expect(output.standardOutput.contains("17 methods"))
      #expect(!output.standardOutput.contains("breaking"))
      #expect(try await at.tool("contract", "check", "--strict").status == 76)
      let json = try DeviatingPortal.json(try await at.tool("contract", "check", "--output", "json"))
      let differences = try #require(json["differences"] as? [[String: Any]])
      #expect(Set(differences.compactMap { $0["effect"] as? String }) == ["followed"])
      #expect(Set(differences.compactMap { $0["kind"] as? String }) == ["namespace", "letterCase", "order"])
    }
  }

  @Test
  func whatBreaksEndsWithTheContractsCode() async throws {
    try await DeviatingPortal.run {
      $0.deviation.renamedParameters = ["resellerId": "enterpriseId"]
      $0.deviation.missingMethods = ["DeleteGroup"]
      $0.deviation.addedParameters = ["AddQueue": ["colour"]]
    } _: { at in
      let output = try await at.tool("contract", "diff", "built-in", at.simulator.endpoint)
      #expect(output.status == 76)
      let lines = output.standardOutput.split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("breaking  DeleteGroup ") })
      #expect(lines.contains { $0.hasPrefix("breaking") && $0.contains("parameter resellerId") })
      #expect(lines.contains { $0.hasPrefix("harmless  AddQueue ") && $0.contains("colour") })
      let back = try DeviatingPortal.json(
        try await at.tool("contract", "diff", at.simulator.endpoint, "built-in", "--output", "json"))
      let differences = try #require(back["differences"] as? [[String: Any]])
      #expect(
        differences.contains {
          $0["kind"] as? String == "operationAdded" && $0["operation"] as? String == "DeleteGroup"
            && $0["effect"] as? String == "harmless"
        })
    }
  }

  @Test
  func theTableNamesEveryMethodOfASharedDifference() async throws {
    try await DeviatingPortal.run {
      $0.deviation.renamedParameters = ["loginPassword": "secretWord"]
    } _: { at in
      let output = try await at.tool("contract", "check")
      #expect(output.status == 76)
      let words = Set(output.standardOutput.split { !$0.isLetter }.map(String.init))
      #expect(words.isSuperset(of: Contract.builtIn.operations.map(\.name)))
    }
  }

  @Test
  func aFileThatImportsFromElsewhereIsNotReadInPart() async throws {
    try await DeviatingPortal.run { at in
      let wsdl = try await at.tool("contract", "fetch", at.simulator.endpoint).standardOutput
      let folder = at.folder.appending(path: "inside")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let other = "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\" targetNamespace=\"urn:x\"/>"
      try Data(other.utf8).write(to: at.folder.appending(path: "outside.wsdl"))
      let file = folder.appending(path: "importing.wsdl")
      let imported = "<wsdl:import namespace=\"urn:x\" location=\"../outside.wsdl\" />"
      let types = try #require(wsdl.firstRange(of: "<wsdl:types>"))
      try Data((wsdl[..<types.lowerBound] + imported + wsdl[types.lowerBound...]).utf8).write(to: file)
      for command in [
        ["diff", "built-in", file.path()],
        ["generate", "--wsdl", file.path(), "--output", at.folder.appending(path: "code").path()],
      ] {
        let output = try await at.tool.run(["contract"] + command)
        #expect(output.status == (command[0] == "diff" ? 76 : 65), "\(output)")
        #expect(
          output.standardError.contains("outside.wsdl, which ") && output.standardOutput.isEmpty, "\(output)")
        #expect(output.standardError.contains("not in the folder of the WSDL"))
        #expect(output.standardError.contains("kakapo contract fetch URL --output-file FILE"))
      }
    }
  }

  @Test
  func importsNextToAFileAreRead() async throws {
    try await DeviatingPortal.run { at in
      let wsdl = try await at.tool("contract", "fetch", at.simulator.endpoint).standardOutput
      try Data(wsdl.utf8).write(to: at.folder.appending(path: "part one.wsdl"))
      let file = at.folder.appending(path: "whole.wsdl")
      let root = """
        <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="http://kakaposystems.com/">
          <import namespace="http://kakaposystems.com/" location="part one.wsdl"/>
        </definitions>
        """
      try Data(root.utf8).write(to: file)
      let output = try await at.tool("contract", "diff", "built-in", file.path(), "--strict")
      #expect(output.status == 0 && output.standardOutput.contains("No differences."), "\(output)")
    }
  }

  @Test
  func errorsHaveCodesAndJSON() async throws {
    let missing = try await CommandLineTool()("contract", "diff", "built-in", "/nonexistent/x.wsdl")
    #expect(missing.status == 64 && missing.standardError.contains("/nonexistent/x.wsdl"))
    try await DeviatingPortal.run { at in
      at.simulator.inject(.page(status: 403), into: .wsdl)
      let refused = try await at.tool("contract", "check", "--output", "json")
      #expect(refused.status == 78)
      let error = try #require(try DeviatingPortal.json(refused)["error"] as? [String: Any])
      #expect(error["code"] as? String == "accessRefused" && error["httpStatus"] as? Int == 403)
    }
  }
}
