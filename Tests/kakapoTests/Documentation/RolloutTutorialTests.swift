import Foundation
import KakapoProvision
import KakapoSimulator
import TestDocuments
import TestTraces
import Testing

/// Every command of the tutorial is run, in order, with the real command and the crash in between.
@Suite("The tutorial of rollouts", .serialized, .timeLimit(.minutes(5)))
struct RolloutTutorialTests {
  private static let killed = "timeout -s KILL 2 "

  @Test func everyStep() async throws {
    let page = try Document("Sources/KakapoRollout/KakapoRollout.docc/RolloutTutorial.md")
    let folder = try TestTraces.makeFolder("tutorial")
    defer { TestTraces.remove(folder) }
    let credentials = Credentials(userName: "interface", password: "simulator")
    let portal = Portal(serverHostName: "sp.example.com", credentials: credentials)
    try portal.stock(.unityDesktop(.pro), quantity: 2, at: "sp.example.com")
    try await Simulator.run(portal) { simulator in
      let tool = CommandLineTool(environment: [
        "KAKAPO_ENDPOINT": simulator.endpoint, "KAKAPO_USER": "interface", "KAKAPO_PASSWORD": "simulator",
        "KAKAPO_STATE_DIR": folder.appending(path: "state").path(percentEncoded: false), "LC_ALL": "C.UTF-8",
      ])
      var outputs: [CommandLineTool.Output] = []
      var run = 0
      for (number, block) in page.blocks.enumerated() {
        switch block.language {
        case "csv":
          let name = try #require(block.before.matches(of: /`([\w.]+\.csv)`/).last).1
          try Data((block.text + "\n").utf8).write(to: folder.appending(path: String(name)))
        case "sh":
          outputs = []
          for line in ShellLine.lines(of: block.text) {
            // The portal, the build and the variables are the test's own.
            if ["export", "swift"].contains(line.words[0]) { continue }
            if line.words.starts(with: ["kakapo", "simulate"]) {
              #expect(line.text.contains("--stock UnityDesktop:Pro=2"))
              continue
            }
            run += 1
            outputs.append(
              line.text.hasPrefix(Self.killed)
                ? try await kill(String(line.text.dropFirst(Self.killed.count)), tool, simulator, folder)
                : try await tool.shell(line.text, in: folder))
          }
          guard let last = outputs.last else { continue }
          let next = page.blocks.dropFirst(number + 1).first { $0.language == "sh" }
          let said =
            page.blocks[(number + 1)...].prefix { $0.language != "sh" }.map(\.before).joined()
            + (next?.before ?? "")
          let status = said.firstMatch(of: /exit\s+code\s+is\s+(\d+)/).flatMap { Int32($0.1) } ?? 0
          #expect(last.status == status, "\(block.text): \(last.standardError)")
        case "text":
          let output = outputs.map { $0.standardOutput + $0.standardError }.joined()
          expect(block.text, in: output.replacing(address(of: simulator), with: "http://127.0.0.1:8080"))
        default: Issue.record("A block without a known language: \(block.text)")
        }
      }
      #expect(run >= 12)
      let users = portal.snapshot.users
      #expect(users.count == 6 && users.allSatisfy { !$0.licenses.isEmpty })
      #expect(portal.failedLoginCount() == 0)
    }
  }

  private func address(of simulator: Simulator) -> String { "http://127.0.0.1:\(simulator.port)" }

  /// Kills a run between its fifth call and that call's answer.
  private func kill(
    _ line: String, _ tool: CommandLineTool, _ simulator: Simulator, _ folder: URL
  ) async throws -> CommandLineTool.Output {
    simulator.holdCalls()
    let run = try StartedTool(tool, line: line, in: folder)
    for call in 1...5 {
      if call > 1 { simulator.releaseHeldCalls() }
      try #require(await simulator.holds(1, from: run))
    }
    await run.kill()
    simulator.releaseCalls()
    await simulator.waitUntilNoClientIsConnected()
    let output = await run.output()
    // What `timeout` ends with.
    return CommandLineTool.Output(
      status: 128 + output.status, standardOutput: output.standardOutput, standardError: output.standardError)
  }

  /// Expects lines in this order; `…` is any text, in a line or instead of lines.
  private func expect(_ lines: String, in output: String) {
    var rest = output.split(separator: "\n").map(String.init)[...]
    for line in lines.split(separator: "\n") where line != "…" {
      let parts = line.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
      let place = rest.firstIndex { candidate in
        var left = candidate[...]
        guard left.hasPrefix(parts[0]), parts.count > 1 || left == parts[0] else { return false }
        for part in parts {
          guard let range = left.firstRange(of: part) else { return part.isEmpty }
          left = left[range.upperBound...]
        }
        return true
      }
      #expect(place != nil, "The output has no line \"\(line)\" here:\n\(output)")
      guard let place else { return }
      rest = rest[(place + 1)...]
    }
  }
}
