import Foundation
import KakapoSimulator
import Testing

/// The question before a login; the tests of the doctor's walk cover the accepted answers.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct QuestionTests {
  @Test(
    .atATerminal,
    arguments: ["%@ < /dev/null", "echo y | %@", "set -m; %@ & wait $!"])
  func withoutATerminalItRefusesAtOnce(command: String) async throws {
    try await ToolAtPortal.run { at in
      let tool = "'\(CommandLineTool.executable.path())' doctor --login"
      let inner = command.replacing("%@", with: tool).replacing("$", with: "\\$")
      let output = try await PseudoTerminal.run(
        "/bin/bash -c \"\(inner)\"", at.tool.environment, typing: "y\n"
      ).text
      #expect(output.contains("no terminal to ask") && output.contains("--yes"), "\(output)")
      #expect(at.simulator.callCount == 0)
    }
  }
}
