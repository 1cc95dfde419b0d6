import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

/// The everyday commands for one user.
@Suite(.serialized)
struct UserCommandTests {
  private static let jane = "jane@acme.example.com"
  private static let add = [
    "user", "add", jane, "--server-host-name", "sp.example.com", "--reseller-id", "Acme", "--group-id",
    "London",
    "--user-name", "Jane Doe",
  ]

  @Test("sets up a user with licences, shows it, and removes it with its licences")
  func fromAddToRemove() async throws {
    try await ToolAtPortal.run { portal in
      var tool = portal.tool
      let added = try await tool.run(
        Self.add + ["--license", "UnityDesktop/Pro", "--license", "UnityMobile/Standard"])
      #expect(added.status == 0, "\(added.standardError)")
      #expect(added.standardOutput.contains("Done: AddUserWithHierarchy"))
      #expect(
        portal.simulator.portal.snapshot.user(Self.jane)?.licenses == [
          .unityDesktop(.pro), .unityMobile(.standard),
        ])

      tool.environment["KAKAPO_SERVER_HOST_NAME"] = "sp.example.com"
      #expect(
        try await tool("user", "show", Self.jane).standardOutput == "UnityDesktop/Pro\nUnityMobile/Standard\n"
      )
      let listed = try await tool("license", "list", Self.jane, "--output", "json")
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(listed.standardOutput.utf8)) as? [String: Any])
      #expect(json["licenses"] as? [String] == ["UnityDesktop/Pro", "UnityMobile/Standard"])

      let dry = try await tool("user", "remove", Self.jane, "--dry-run")
      #expect(dry.status == 0)
      #expect(
        dry.standardOutput == "Would call: DeleteUser; also deleted: UnityDesktop/Pro, UnityMobile/Standard\n"
      )
      let asked = try await tool("user", "remove", Self.jane)
      #expect(asked.status == 83)
      #expect(asked.standardError.contains("--yes"))
      #expect(portal.simulator.portal.snapshot.user(Self.jane) != nil)
      let removed = try await tool("user", "remove", Self.jane, "--yes")
      #expect(removed.status == 0, "\(removed.standardError)")
      #expect(removed.standardOutput.contains("also deleted: UnityDesktop/Pro, UnityMobile/Standard"))
      #expect(portal.simulator.portal.snapshot.user(Self.jane) == nil)
      let again = try await tool("user", "remove", Self.jane, "--yes")
      #expect(again.status == 0)
      #expect(again.standardOutput.contains("does not exist"))
      #expect(portal.simulator.portal.failedLoginCount() == 0)
    }
  }

  @Test("assigns and takes away licences")
  func licenses() async throws {
    try await ToolAtPortal.run { portal in
      var tool = portal.tool
      tool.environment["KAKAPO_SERVER_HOST_NAME"] = "sp.example.com"
      _ = try await tool.run(Self.add)
      let assigned = try await tool("license", "assign", Self.jane, "UnityDesktop/Pro", "UnityAgent/Standard")
      #expect(assigned.status == 0, "\(assigned.standardError)")
      #expect(
        portal.simulator.portal.snapshot.user(Self.jane)?.licenses == [
          .unityDesktop(.pro), .unityAgent(.standard),
        ])
      let declined = try await tool("license", "unassign", Self.jane, "UnityDesktop/Pro")
      #expect(declined.status == 83)
      let taken = try await tool("license", "unassign", Self.jane, "UnityDesktop/Pro", "--yes")
      #expect(taken.status == 0, "\(taken.standardError)")
      #expect(portal.simulator.portal.snapshot.user(Self.jane)?.licenses == [.unityAgent(.standard)])
      let twice = try await tool("license", "unassign", Self.jane, "UnityDesktop/Pro", "--yes")
      #expect(twice.status == 65)
    }
  }

  @Test("makes no call in a dry run, or with a value that can't be right")
  func nothingIsSent() async throws {
    try await ToolAtPortal.run { portal in
      let tool = portal.tool
      let dry = try await tool.run(Self.add + ["--license", "UnityDesktop/Pro", "--dry-run"])
      #expect(dry.status == 0)
      #expect(dry.standardOutput == "Would call: AddUserWithHierarchy, AddUserLicense UnityDesktop/Pro\n")
      let wrongLicense = try await tool.run(Self.add + ["--license", "UnityDesktop/pro"])
      #expect(wrongLicense.status == 64)
      #expect(wrongLicense.standardError.contains("Did you mean"))
      let noDomain = try await tool(
        "license", "assign", "jane", "UnityDesktop/Pro", "--server-host-name", "sp.example.com")
      #expect(noDomain.status == 64)
      #expect(noDomain.standardError.contains("broadworksUserId"))
      let nowhere = try await tool("user", "show", Self.jane)
      #expect(nowhere.status == 64)
      #expect(nowhere.standardError.contains("KAKAPO_SERVER_HOST_NAME"))
      #expect(portal.simulator.callCount == 0)
    }
  }

  @Test("reports a refusal in the portal's words")
  func refused() async throws {
    try await ToolAtPortal.run { portal in
      try portal.simulator.portal.stock(.unityDesktop(.pro), quantity: 0, at: "sp.example.com")
      let refused = try await portal.tool.run(Self.add + ["--license", "UnityDesktop/Pro"])
      #expect(refused.status == 65)
      #expect(refused.standardError.contains("no free UnityDesktop Pro"))
      let unknown = try await portal.tool(
        "user", "show", "nobody@acme.example.com", "--server-host-name", "sp.example.com")
      #expect(unknown.status == 65)
    }
  }
  @Test(
    "says that a call may have been carried out if it is interrupted before a repeat",
    arguments: ["table", "json"])
  func interruptedBeforeRepeat(format: String) async throws {
    try await ToolAtPortal.run { portal in
      _ = try await portal.tool.run(Self.add)
      portal.simulator.forgetRequests()
      portal.simulator.inject(.unavailable(retryAfter: 3600).afterApplying())
      let run = try StartedTool(
        portal.tool,
        [
          "license", "assign", Self.jane, "UnityDesktop/Pro", "--server-host-name", "sp.example.com",
          "--output", format,
        ])
      await portal.simulator.waitForCalls(1)
      while portal.simulator.calls(of: "AddUserLicense").first?.status == nil { await Task.yield() }
      // The command has read the answer by now.
      _ = try await portal.tool("user", "show", Self.jane, "--server-host-name", "sp.example.com")
      run.signal(SIGINT)
      let output = await run.output()
      #expect(output.status == 74, "\(output.standardError)")
      let text = format == "json" ? output.standardOutput : output.standardError
      #expect(text.contains("may have been carried out"))
    }
  }

  @Test("reports the lost call, not the failed read that should show its result")
  func lostAndNotFoundOut() async throws {
    try await ToolAtPortal.run { portal in
      portal.simulator.inject(.page(status: 500), times: 100, into: .method("AddUserWithHierarchy"))
      portal.simulator.inject(.exception("down"), times: 100, into: .method("GetUserLicenses"))
      let output = try await portal.tool.run(Self.add)
      #expect(output.status == 74, "\(output.standardError)")
      #expect(output.standardError.hasPrefix("kakapo: AddUserWithHierarchy: "), "\(output.standardError)")
    }
  }

  @Test("reports to programs why a user was not deleted")
  func changedUser() async throws {
    try await ToolAtPortal.run { portal in
      _ = try await portal.tool.run(Self.add + ["--license", "UnityDesktop/Pro"])
      let answer =
        "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>"
        + "<GetUserLicensesResponse xmlns=\"\(Contract.builtIn.namespace)\"><GetUserLicensesResult><success>true</success>"
        + "</GetUserLicensesResult></GetUserLicensesResponse></soap:Body></soap:Envelope>"
      portal.simulator.inject(
        .answer(status: 200, contentType: "text/xml; charset=utf-8", body: Array(answer.utf8)),
        into: .method("GetUserLicenses"))
      let kept = try await portal.tool(
        "user", "remove", Self.jane, "--server-host-name", "sp.example.com", "--yes", "--output", "json")
      #expect(kept.status == 65, "\(kept.standardError)")
      #expect(kept.standardOutput.contains(#""code" : "changed""#))
      #expect(portal.simulator.portal.snapshot.user(Self.jane) != nil)
    }
  }
}
