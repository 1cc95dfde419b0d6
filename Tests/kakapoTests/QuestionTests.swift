import Foundation
import KakapoSimulator
import TestTurns
import Testing

/// The question before a login; the answers that count are tested with the walk it belongs to.
@Suite(.serialized, .timeLimit(.minutes(10)), .inTurn)
struct QuestionTests {
  private static let script = "/usr/bin/script"

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: Self.script)),
    arguments: ["%@ < /dev/null", "echo y | %@", "set -m; %@ & wait $!"])
  func whereNobodyCanAnswerItRefusesAtOnce(command: String) async throws {
    try await ToolAtPortal.run { at in
      let tool = "'\(CommandLineTool.executable.path())' doctor --login"
      let output = try await Terminal(at.tool.environment).run(
        command.replacing("%@", with: tool), typing: "y\n")
      #expect(output.contains("no terminal to ask at") && output.contains("--yes"), "\(output)")
      #expect(at.simulator.callCount == 0)
    }
  }

  /// A terminal of its own for a shell command.
  private struct Terminal {
    let environment: [String: String]

    init(_ environment: [String: String]) { self.environment = environment }

    func run(_ command: String, typing input: String) async throws -> String {
      try await TypedProgram.run(
        QuestionTests.script,
        ["-qec", "/bin/bash -c \"\(command.replacing("$", with: "\\$"))\"", "/dev/null"], environment,
        typing: input
      ).text
    }
  }
}
