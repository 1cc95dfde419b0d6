import ArgumentParser
import Foundation
import KakapoRollout
import Support

/// The end of a run, for programs that watch over it.
struct RunEnd {
  /// The name of the input or the journal.
  let source: String
  /// The result; `nil` if the run did not begin.
  let summary: RolloutSummary?
  let exitCode: Int32
  let time: Date

  init(_ session: RolloutSession, exitCode: Int32, time: Date = Date()) {
    self.init(
      source: session.files.source ?? session.files.journal, summary: session.summary, exitCode: exitCode,
      time: time)
  }

  init(source: String, summary: RolloutSummary?, exitCode: Int32, time: Date) {
    self.source = source
    self.summary = summary
    self.exitCode = exitCode
    self.time = time
  }

  /// The end in the text format of Prometheus.
  ///
  /// Only the exit code and the time are there if the run did not begin.
  var metrics: String {
    var text = ""
    func add(_ name: String, _ help: String, _ values: [(label: String, value: String)]) {
      text += "# HELP kakapo_rollout_\(name) \(help)\n# TYPE kakapo_rollout_\(name) gauge\n"
      for (label, value) in values {
        text += "kakapo_rollout_\(name){source=\"\(RunEnd.escaped(source))\"\(label)} \(value)\n"
      }
    }
    add("exit_code", "The exit code of the last run.", [("", "\(exitCode)")])
    add(
      "end_time_seconds", "When the last run ended, in seconds since 1970.",
      [("", "\(Int(time.timeIntervalSince1970))")])
    guard let summary else { return text }
    let rows = [
      ("done", summary.progress.done), ("refused", summary.progress.refused),
      ("not_finished", summary.notTried),
      ("in_doubt", summary.rowsInDoubt.count),
    ]
    add(
      "rows", "The rows of the last run; those in doubt are also among the refused ones.",
      rows.map { (",outcome=\"\($0.0)\"", "\($0.1)") })
    add("calls", "The calls of the last run.", [("", "\(summary.calls)")])
    add(
      "retried_calls", "The calls that were tried again or read back.", [("", "\(summary.progress.retried)")])
    add("duration_seconds", "How long the last run took.", [("", "\(summary.duration.inSeconds)")])
    return text
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  /// The end as JSON: the members of the event `summary`, and the source.
  var json: JSONObject {
    var event = summary.map(JSONEvents.summary) ?? ["event": "summary", "ending": "failed"]
    event["exitCode"] = exitCode
    event["source"] = source
    event["time"] = time
    return event
  }

  /// Runs a shell command with the JSON on its standard input, and waits for it.
  ///
  /// It gets no password from this process. Its output goes to standard error, because standard output may be JSON.
  ///
  /// - Returns: What went wrong; `nil` if nothing did.
  func pass(to command: String) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.environment = ProcessInfo.processInfo.environment.filter { !RunEnd.secrets.contains($0.key) }
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = FileHandle.standardError
    do {
      try process.run()
      // A command that does not read its input closes the pipe.
      try? input.fileHandleForWriting.write(contentsOf: Data((JSONEncoder.plain.text(of: json) + "\n").utf8))
      try? input.fileHandleForWriting.close()
    } catch {
      return "could not be started (\(error.localizedDescription))"
    }
    process.waitUntilExit()
    switch process.terminationReason {
    case .exit where process.terminationStatus == 0: return nil
    case .exit: return "ended with \(process.terminationStatus)"
    default: return "was ended by signal \(process.terminationStatus)"
    }
  }

  private static let secrets: Set = ["KAKAPO_PASSWORD", "KAKAPO_CLIENT_KEY_PASSPHRASE"]
}

extension UnattendedOptions {
  /// Does the work of a run, and reports its end, also when it did not begin.
  func reportingEnd(of session: RolloutSession, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch {
      tell(RunEnd(session, exitCode: (error as? ExitCode)?.rawValue ?? ExitStatus.misuse.rawValue))
      throw error
    }
    tell(RunEnd(session, exitCode: ExitStatus.success.rawValue))
  }

  private func tell(_ end: RunEnd) {
    if let metricsFile {
      do {
        // Another user's program reads it. Its name while it is written is none that the collector takes.
        try PrivateFile.save(metricsFile, Data(end.metrics.utf8), mode: 0o644)
      } catch {
        Report.complain("The metrics cannot be written to \(metricsFile): \(error.localizedDescription)")
      }
    }
    if let endCommand, let problem = end.pass(to: endCommand) {
      Report.complain("The command of --on-end \(problem): \(endCommand)")
    }
  }
}
