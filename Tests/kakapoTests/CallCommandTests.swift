import Foundation
import KakapoProvision
import KakapoSimulator
import TestTraces
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct CallCommandTests {
  private static let user = ["serverHostName=sp.example.com", "broadworksUserId=jane@acme.example.com"]

  @Test
  func aUserIsSetUpAndItsLicencesAreShown() async throws {
    try await ToolAtPortal.run { at in
      let added = try await at.tool(
        "call", "AddUserWithHierarchy", Self.user[0], "resellerId=Acme", "groupId=London", Self.user[1],
        "userName=Jané \"D\" <x> & Söhne")
      #expect(added.status == 0, "\(added.standardError)")
      #expect(
        at.simulator.portal.snapshot.user("jane@acme.example.com")?.userName == "Jané \"D\" <x> & Söhne")
      let licensed = try await at.tool(
        "call", "AddUserLicense", Self.user[0], Self.user[1], "applicationName=UnityDashboard",
        "licenseType=Graphical100+")
      #expect(licensed.status == 0, "\(licensed.standardError)")
      let shown = try await at.tool("call", "GetUserLicenses", Self.user[0], Self.user[1])
      #expect(shown.standardOutput.contains("UnityDashboard   Graphical100+"))
      let json = try await at.tool("call", "GetUserLicenses", Self.user[0], Self.user[1], "--output", "json")
      let object = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any]
      #expect(
        object?["licenses"] as? [[String: String]] == [
          ["applicationName": "UnityDashboard", "licenseType": "Graphical100+"]
        ])
    }
  }

  @Test
  func aMethodThatDeletesIsNotCalledWithoutConsent() async throws {
    try await ToolAtPortal.run { at in
      let asked = try await at.tool("call", "DeleteUser", Self.user[0], Self.user[1])
      #expect(asked.status == 83 && asked.standardError.contains("Add --yes"), "\(asked)")
      #expect(at.simulator.callCount == 0)
      #expect(try await at.tool("call", "DeleteUser", Self.user[0], Self.user[1], "--yes").status == 65)
      #expect(at.simulator.callCount == 1)
    }
  }

  @Test
  func exitCodesDistinguishFailures() async throws {
    try await ToolAtPortal.run { at in
      let rejected = try await at.tool("call", "GetUserLicenses", Self.user[0], Self.user[1])
      #expect(rejected.status == 65)
      #expect(rejected.standardError.contains("does not exist") && rejected.standardOutput.isEmpty)

      let misused = try await at.tool("call", "GetUserLicenses", Self.user[0], "broadworksUserId=jane")
      #expect(misused.status == 64)
      #expect(misused.standardError.contains("name@domain"))

      at.simulator.inject(.page(status: 403))
      #expect(try await at.tool("call", "GetUserLicenses", Self.user[0], Self.user[1]).status == 78)

      at.simulator.inject(.page(status: 500))
      let unclear = try await at.tool("call", "GetUserLicenses", Self.user[0], Self.user[1])
      #expect(unclear.status == 70)
      #expect(unclear.standardError.contains("The call only reads, so nothing was changed."))
      at.simulator.inject(.page(status: 500))
      let doubtful = try await at.tool(
        "call", "DeleteUser", "serverHostName=sp.example.com", "broadworksUserId=jane@acme.example.com",
        "--yes")
      #expect(doubtful.status == 74)
      #expect(doubtful.standardError.contains("may have been carried out"))

      let gone = try await Simulator.run { $0.endpoint }
      let unreachable = try await at.tool(
        "call", "GetUserLicenses", Self.user[0], Self.user[1], "--endpoint", gone)
      #expect(unreachable.status == 69)
      #expect(unreachable.standardError.contains("Nothing was sent"))
    }
  }

  @Test
  func errorsAreJSONWhereTheResultWouldBe() async throws {
    try await ToolAtPortal.run { at in
      let output = try await at.tool(
        "call", "GetUserLicenses", Self.user[0], Self.user[1], "--output", "json")
      let object =
        try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8)) as? [String: [String: Any]]
      #expect(object?["error"]?["code"] as? String == "rejected")
      #expect(object?["error"]?["delivery"] as? String == "answered")
      #expect(output.status == 65 && output.standardError.isEmpty)
    }
  }

  @Test
  func aWrongPasswordIsSentOnceInManyRuns() async throws {
    try await ToolAtPortal.run { at in
      var wrong = at.tool
      wrong.environment["KAKAPO_PASSWORD"] = "hunter2-wrong"
      let runs = try await withThrowingTaskGroup { group in
        for _ in 0..<6 {
          group.addTask { [wrong] in try await wrong("call", "GetUserLicenses", Self.user[0], Self.user[1]) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(runs.allSatisfy { $0.status == 77 })
      #expect(at.simulator.callCount == 1)
      #expect(at.simulator.portal.failedLoginCount() == 1)
      #expect(runs.allSatisfy { $0.standardError.contains("kakapo latch open") })
    }
  }

  @Test
  func thePasswordComesFromAFileWithItsLineEnd() async throws {
    try await ToolAtPortal.run { at in
      let file = at.folder.appending(path: "password")
      try (ToolAtPortal.password + "\r\nsecond line\n").write(to: file, atomically: true, encoding: .utf8)
      defer { TestTraces.removeAlways(file) }
      var tool = at.tool
      tool.environment["KAKAPO_PASSWORD"] = nil
      let output = try await tool(
        "call", "AddReseller", Self.user[0], "resellerId=Acme", "--password-file",
        file.path(percentEncoded: false))
      #expect(output.status == 0, "\(output.standardError)")
      let missing = try await tool(
        "call", "AddReseller", Self.user[0], "resellerId=Acme", "--password-file", "/nowhere")
      #expect(missing.status == 64)
      #expect(at.simulator.callCount == 1)
    }
  }

  @Test
  func aPasswordInAnArgumentIsRefusedUnseen() async throws {
    try await ToolAtPortal.run { at in
      let refused = try await at.tool(
        "call", "AddPortalUser", Self.user[0], "newUserName=agent", "newUserPassword=hunter2",
        "newUserEmail=a@b")
      #expect(refused.status == 64)
      #expect(!(refused.standardOutput + refused.standardError).contains("hunter2"))
      let file = at.folder.appending(path: "new-password")
      try "hunter2\n".write(to: file, atomically: true, encoding: .utf8)
      defer { TestTraces.removeAlways(file) }
      let taken = try await at.tool(
        "call", "AddPortalUser", Self.user[0], "newUserName=agent",
        "newUserPassword=@\(file.path(percentEncoded: false))",
        "newUserEmail=a@b")
      #expect(taken.status == 0, "\(taken.standardError)")
      #expect(at.simulator.portal.snapshot.systemProviders[0].portalUsers.map(\.name) == ["agent"])
    }
  }

  @Test(arguments: [
    (["call"], "No method."), (["call", "addgroup"], "Did you mean AddGroup?"),
    (["call", "AddGroup", "serverHostName"], "name=value"),
    (["call", "AddGroup", "serverhostname=x", "resellerId=a", "groupId=b"], "Did you mean serverHostName?"),
    (["call", "AddGroup", "serverHostName=x", "resellerId=a"], "groupId is missing"),
    (["call", "AddGroup", "loginPassword=hunter2"], "other users of this machine"),
    (["call", "AddGroup", "--timeout", "0"], "more than 0"),
    (["nonsense"], "nonsense"),
  ])
  func misuseIsReportedAndNothingIsSent(arguments: [String], words: String) async throws {
    try await ToolAtPortal.run { at in
      let output = try await at.tool.run(arguments)
      #expect(output.status == 64)
      #expect(output.standardError.contains(words), "\(output.standardError)")
      #expect(at.simulator.callCount == 0)
    }
  }

  @Test
  func theMethodsAndTheirParametersAreShown() async throws {
    let list = try await CommandLineTool()("call", "--list")
    #expect(Contract.builtIn.operations.allSatisfy { list.standardOutput.contains($0.name) })
    for operation in Contract.builtIn.operations {
      let help = try await CommandLineTool()("call", operation.name, "--help")
      #expect(help.status == 0)
      #expect(operation.parameters.allSatisfy { help.standardOutput.contains($0.name) }, "\(operation.name)")
    }
  }

  @Test
  func withoutAUserOrAPasswordItSaysWhatToSet() async throws {
    let tool = CommandLineTool(environment: ["HOME": "/nonexistent"])
    let nobody = try await tool("call", "AddReseller", "serverHostName=a", "resellerId=b")
    #expect(nobody.status == 64 && nobody.standardError.contains("KAKAPO_USER"))
  }
}
