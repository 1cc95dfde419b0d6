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
      let result = await withCheckedContinuation { continuation in
        // A thread of its own: waiting blocks, and the portal needs the shared ones.
        Thread.detachNewThread {
          continuation.resume(returning: Result { try wait(for: command, input) })
        }
      }
      return try result.get()
    }

    private func wait(for command: String, _ input: String) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: QuestionTests.script)
      process.arguments = ["-qec", "/bin/bash -c \"\(command.replacing("$", with: "\\$"))\"", "/dev/null"]
      process.environment = environment
      let (standardInput, output) = (Pipe(), Pipe())
      process.standardInput = standardInput
      process.standardOutput = output
      process.standardError = output
      try process.run()
      standardInput.fileHandleForWriting.write(Data(input.utf8))
      let data = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return String(decoding: data, as: UTF8.self)
    }
  }
}
