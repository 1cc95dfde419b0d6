import Foundation
import KakapoProvision
import KakapoSimulator
import TestTraces
import Testing

/// Consecutive lines of `Fixtures/Commands/commands.txt`, which run one after the other at a new portal.
struct GoldenScenario: Sendable, CustomTestStringConvertible {
  static let folder = fixtures.appending(path: "Commands")

  fileprivate static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  /// All scenarios, in the order of the file.
  static let all: [GoldenScenario] = {
    let text = try? String(contentsOf: folder.appending(path: "commands.txt"), encoding: .utf8)
    var scenarios: [GoldenScenario] = []
    for line in (text ?? "").split(separator: "\n") where !line.hasPrefix("#") {
      let name = line.prefix { $0 != " " }
      let step = line.dropFirst(name.count).trimmingCharacters(in: .whitespaces)
      if !name.isEmpty { scenarios.append(GoldenScenario(name: String(name))) }
      if let last = scenarios.indices.last, !step.isEmpty { scenarios[last].lines.append(step) }
    }
    return scenarios
  }()

  let name: String
  private var lines: [String] = []

  private init(name: String) { self.name = name }

  var testDescription: String { name }

  /// The recorded output.
  var file: URL { GoldenScenario.folder.appending(path: "\(name).txt") }

  /// Runs the lines.
  ///
  /// - Returns: Each line with its exit code and output.
  /// - Throws: If a line can't be run.
  func run() async throws -> String {
    let folder = TestTraces.path("golden")
    try FileManager.default.copyItem(at: GoldenScenario.folder.appending(path: "Input"), to: folder)
    defer { TestTraces.remove(folder) }
    let password = ToolAtPortal.password
    let portal = Portal(
      serverHostName: "sp.example.com", credentials: Credentials(userName: "interface", password: password))
    var text = ""
    try await HeldPort.run(isListening: false) { port in
      try await Simulator.run(portal) { simulator in
        let tool = CommandLineTool(environment: [
          "KAKAPO_ENDPOINT": simulator.endpoint, "KAKAPO_USER": "interface", "KAKAPO_PASSWORD": password,
          "KAKAPO_STATE_DIR": folder.appending(path: "state").path(percentEncoded: false),
          "KAKAPO_SERVER_HOST_NAME": "sp.example.com", "LC_ALL": "C.UTF-8",
          "WRONG": "hunter2-wrong", "GONE": "http://127.0.0.1:\(port)/ProvisionV3.asmx",
          "AWAY": "https://portal.example.com/ProvisionV3.asmx",
          "WSDL": GoldenScenario.fixtures.appending(path: "WSDL").path(percentEncoded: false),
        ])
        var steps = GoldenSteps(tool: tool, simulator: simulator, folder: folder)
        for line in lines {
          text += "$ \(line)\n"
          if let output = try await steps.run(line) { text += GoldenText.of(output, in: folder) }
        }
      }
    }
    return text
  }
}

/// Runs the lines of a scenario.
private struct GoldenSteps {
  let tool: CommandLineTool
  let simulator: Simulator
  let folder: URL
  /// The started command that the portal holds.
  var held: StartedTool?

  /// Runs a line to its end, or carries out the instruction in its first word.
  ///
  /// - Parameter line: The line.
  /// - Returns: The command's output and how it ended, if it has ended.
  /// - Throws: If the line can't be run.
  mutating func run(_ line: String) async throws -> CommandLineTool.Output? {
    let words = line.split(separator: " ").map(String.init)
    switch words[0] {
    case "portal": try setUp(Array(words.dropFirst()))
    case "held":
      simulator.holdCalls()
      let started = try StartedTool(tool, line: String(line.dropFirst(5)), in: folder)
      held = started
      guard await simulator.holds(1, from: started) else { return await started.output() }
    case "interrupt":
      // Two signals of the same kind could arrive as one.
      for number in [SIGINT, SIGTERM] { held?.signal(number) }
      let output = await held?.output()
      simulator.releaseCalls()
      await simulator.waitUntilNoClientIsConnected()
      return output
    case "release":
      simulator.releaseCalls()
      return await held?.output()
    default: return try await tool.shell(line, in: folder)
    }
    return nil
  }

  private func setUp(_ words: [String]) throws {
    switch (words.first, words.count) {
    case ("stock", 3):
      let license = try #require(
        License.allCases.first { "\($0.applicationName)/\($0.licenseType)" == words[1] })
      let quantity = try #require(Int(words[2]))
      try simulator.portal.stock(license, quantity: quantity, at: "sp.example.com")
    case ("page", 2...3):
      let target = words.count == 3 ? InjectionTarget.method(words[2]) : .calls
      simulator.inject(.page(status: try #require(Int(words[1]))), into: target)
    case ("fault", 2...): simulator.inject(.exception(words.dropFirst().joined(separator: " ")))
    case ("unlock", 1): try simulator.portal.unlockInterfaceUser("interface")
    default: Issue.record("portal \(words.joined(separator: " ")) cannot be understood")
    }
  }
}

/// The form in which output is recorded.
private enum GoldenText {
  static func of(_ output: CommandLineTool.Output, in folder: URL) -> String {
    var text = "= exit code \(output.status)\n"
    for (name, part) in [
      ("standard output", output.standardOutput), ("standard error", output.standardError),
    ] where !part.isEmpty {
      let part = fixed(part, folder)
      text += "= \(name)\(part.utf8.last == 0x0A ? "" : ", without a line end")\n\(part)"
      if part.utf8.last != 0x0A { text += "\n" }
    }
    return text
  }

  /// The parts that differ in each run, with their placeholders.
  private static let placeholders = [
    (#"(127\.0\.0\.1:|\bport )\d{5}\b"#, "$1<port>"),
    (#"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(Z| UTC)"#, "<time>"),
    (#"(calls? in |<dt>Duration</dt><dd>)[\d.,]+ (ms|s|min( \d+ s)?)"#, "$1<duration>"),
    (#"("seconds":)[\d.e-]+"#, "$1<duration>"),
    (#"(<small>)[\d.,]+ per second"#, "$1<rate> per second"),
    (#"(port <port> after )\d+ ms"#, "$1<duration>"),
    (#"\bprocess \d+ on [^ ,]+"#, "process <number> on <host>"),
    // The digest of a plan depends on the portal's address.
    (#"("digest":")[0-9a-f]{64}(?=.*"endpoint":"http://127\.)"#, "$1<digest>"),
    (#"("endpoint":"http://127\..*"planDigest":")[0-9a-f]{64}"#, "$1<digest>"),
    // The command writes these only when a run takes long.
    (#"; [\d.,]+ rows/(s|min)(, [^;\n]+ left)?"#, ""),
    (#"kakapo: (\d+ of \d+ users? read|still running: .*)\n"#, ""),
  ]

  private static func fixed(_ text: String, _ folder: URL) -> String {
    var text = text.replacing(folder.path(percentEncoded: false), with: "<folder>")
      .replacing(GoldenScenario.fixtures.path(percentEncoded: false), with: "<fixtures>")
    for (pattern, placeholder) in placeholders {
      text = text.replacingOccurrences(of: pattern, with: placeholder, options: .regularExpression)
    }
    return text
  }
}
