import Foundation
import KakapoSimulator
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct LatchCommandTests {
  private static let call = ["call", "AddReseller", "serverHostName=sp.example.com", "resellerId=Acme"]

  @Test
  func aFailedLoginIsShownAndOpened() async throws {
    try await ToolAtPortal.run { at in
      #expect(try await at.tool("latch", "show").standardOutput.contains("no login is known to have failed"))
      var wrong = at.tool
      wrong.environment["KAKAPO_PASSWORD"] = "hunter2-wrong"
      #expect(try await wrong.run(Self.call).status == 77)
      let shown = try await at.tool("latch", "show")
      #expect(
        shown.standardOutput.contains("interface") && shown.standardOutput.contains(at.simulator.endpoint))
      #expect(shown.standardOutput.contains("AddReseller") && !shown.standardOutput.contains("wrong"))
      let json = try await at.tool("latch", "show", "--output", "json")
      let records = try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [[String: Any]]
      #expect(records?.map { $0["userName"] as? String } == ["interface"])

      let other = try await at.tool("latch", "open", "--user", "somebody")
      #expect(other.status == 64 && other.standardError.contains("closed for: interface at"))
      #expect(try await wrong.run(Self.call).status == 77)
      #expect(at.simulator.callCount == 1)

      #expect(try await at.tool("latch", "open").standardOutput.contains("Opened"))
      try at.simulator.portal.unlockInterfaceUser("interface")
      #expect(try await at.tool.run(Self.call).status == 0)
    }
  }

  @Test
  func anUnreadableLatchFileStopsEverything() async throws {
    try await ToolAtPortal.run { at in
      let folder = at.folder.appending(path: "state")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "garbage".write(to: folder.appending(path: "login-latch.json"), atomically: true, encoding: .utf8)
      let output = try await at.tool.run(Self.call)
      #expect(output.status == 70 && output.standardError.contains("login-latch.json"))
      #expect(try await at.tool("latch", "show").status == 70)
      #expect(at.simulator.callCount == 0)
    }
  }
}
