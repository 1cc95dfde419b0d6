import Foundation
import Testing

@testable import kakapo

/// The command's output, compared with the recorded output.
///
/// The command lines are in `Fixtures/Commands/commands.txt`. To record the output again, run these tests with
/// `KAKAPO_REGENERATE=1`, and read every line that changed.
@Suite(.timeLimit(.minutes(10)))
struct GoldenOutputTests {
  private static let isRegenerating = ProcessInfo.processInfo.environment["KAKAPO_REGENERATE"] != nil

  @Test("prints the recorded output", arguments: GoldenScenario.all)
  func output(scenario: GoldenScenario) async throws {
    let printed = try await scenario.run()
    if Self.isRegenerating { try Data(printed.utf8).write(to: scenario.file) }
    let recorded = try String(contentsOf: scenario.file, encoding: .utf8)
    if let difference = Self.difference(recorded, printed) {
      Issue.record("\(scenario.file.lastPathComponent), \(difference)")
    }
  }

  @Test(
    "every recorded file has its scenario, and every exit code is recorded", .enabled(if: !isRegenerating))
  func recordings() throws {
    let scenarios = GoldenScenario.all
    #expect(Set(scenarios.map(\.name)).count == scenarios.count)
    let files = try FileManager.default.contentsOfDirectory(atPath: GoldenScenario.folder.path())
    #expect(Set(files) == Set(scenarios.map(\.file.lastPathComponent) + ["commands.txt", "Input"]))
    let texts = try scenarios.map { try String(contentsOf: $0.file, encoding: .utf8) }
    let codes = texts.flatMap { $0.matches(of: /(?m)^= exit code (\d+)$/).compactMap { Int32($0.1) } }
    #expect(Set(codes) == Set(ExitStatus.allCases.map(\.rawValue)))
  }

  /// The first lines that differ; `nil` if there are none.
  ///
  /// The lines are compared by bytes, because two spellings of an accent are equal as `String`.
  private static func difference(_ recorded: String, _ printed: String) -> String? {
    let lines = [recorded, printed].map { $0.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) }
    guard !lines[0].elementsEqual(lines[1], by: { $0.elementsEqual($1) }) else { return nil }
    let start = zip(lines[0], lines[1]).prefix { $0.elementsEqual($1) }.count
    let excerpts = zip(["-", "+"], lines).map { sign, lines in
      lines.dropFirst(start).prefix(3).map { "\n\(sign) \(String(decoding: $0, as: UTF8.self))" }.joined()
    }
    return "line \(start + 1), recorded (-) and printed (+):\(excerpts.joined())"
  }
}
