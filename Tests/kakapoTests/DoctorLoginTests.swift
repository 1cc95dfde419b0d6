import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct DoctorLoginTests {
  /// The program of util-linux that runs a command without a terminal.
  private static let setsid = "/usr/bin/setsid"

  @Test
  func aLoginThatIsRightIsProved() async throws {
    try await ToolAtPortal.run { at in
      let output = try await at.tool("doctor", "--login", "--yes")
      #expect(output.status == 0 && output.standardOutput.contains("accepts the login"), "\(output)")
      #expect(at.simulator.callCount == 1 && at.simulator.calls(of: "GetUserLicenses").count == 1)
      #expect(!output.standardOutput.contains(ToolAtPortal.password))
    }
  }

  @Test
  func aWrongPasswordClosesTheSharedLatch() async throws {
    try await ToolAtPortal.run { at in
      var tool = at.tool
      tool.environment["KAKAPO_PASSWORD"] = "hunter2-wrong"
      for _ in 1...2 {
        let walk = try DoctorWalk(try await tool("doctor", "--login", "--yes", "--output", "json"))
        #expect(walk.failedStep == "login" && walk.status == 77, "\(walk)")
      }
      #expect(at.simulator.callCount == 1)
      #expect(try await tool("latch").standardOutput.contains("interface"))
    }
  }

  @Test
  func aRefusalThatMayComeBeforeTheLoginProvesNothing() async throws {
    try await ToolAtPortal.run { at in
      let credentials = Credentials(userName: "interface", password: ToolAtPortal.password)
      at.simulator.portal.setInterfaceUser(credentials, allowedAddresses: ["192.0.2.1"])
      let walk = try DoctorWalk(try await at.tool("doctor", "--login", "--yes", "--output", "json"))
      #expect(walk.failedStep == "login" && walk.status == 65, "\(walk)")
      #expect(walk.problem.contains("access list"))
    }
  }

  @Test
  func aLoginNeedsAUser() async throws {
    let output = try await CommandLineTool()("doctor", "--login", "--yes", "--endpoint", "http://127.0.0.1/")
    #expect(output.status == 64 && output.standardError.contains("KAKAPO_USER"))
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: Self.setsid), "setsid of util-linux is missing")
  )
  func withoutATerminalItNeedsConsentInTheArguments() async throws {
    try await ToolAtPortal.run { at in
      let output = try await TypedProgram.run(
        Self.setsid, ["-w", CommandLineTool.executable.path(), "doctor", "--login"], at.tool.environment,
        typing: "")
      #expect(output.status == 64 && output.text.contains("--yes"), "\(output)")
      #expect(at.simulator.callCount == 0)
    }
  }

  @Test(
    .atATerminal,
    arguments: [("n\n", 0), ("\n", 0), ("y\n", 1), ("yes\n", 1)])
  func theAnswerAtTheTerminalCounts(answer: String, calls: Int) async throws {
    try await ToolAtPortal.run { at in
      let command = "'\(CommandLineTool.executable.path())' doctor --login"
      let output = try await PseudoTerminal.run(command, at.tool.environment, typing: answer)
      #expect(output.status == 0 && output.text.contains("locks the account"), "\(output)")
      #expect(at.simulator.callCount == calls)
      #expect(output.text.contains("No login was sent") == (calls == 0))
    }
  }
}
