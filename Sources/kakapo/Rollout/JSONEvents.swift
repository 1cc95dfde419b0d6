import Dispatch
import Foundation
import KakapoProvision
import KakapoRollout
import Synchronization

/// Writes a run's events for programs: one JSON object a line, with sorted keys.
///
/// Each has `event` and `time`. The events are `began`, `row`, `retry`, `concurrency`, `paused`, `stopping` and
/// always `summary` as the last. Names do not change, and new ones may be added. A resumed run does not repeat the
/// events of the earlier run, but its counts include them.
final class JSONEvents: Sendable {
  private struct State {
    var progress: RolloutProgress?
    var hasSummary = false
  }

  private let now: @Sendable () -> Date
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// Makes a writer of events.
  ///
  /// - Parameters:
  ///   - now: Returns the time.
  ///   - write: Writes a whole line with its end.
  init(
    now: @escaping @Sendable () -> Date = { Date() },
    write: @escaping @Sendable (String) -> Void = {
      StandardOutput.write(Data($0.utf8))
      StandardOutput.flush()
    }
  ) {
    self.now = now
    self.write = write
  }

  /// Writes an event; successful calls aren't written, because their row is.
  func take(_ event: RolloutEvent) {
    state.withLock { state in
      guard !state.hasSummary else { return }
      switch event {
      case .began(let progress):
        state.progress = progress
        tell(JSONEvents.progress(progress, ["event": "began"]))
      case .row(let result, let progress):
        state.progress = progress
        tell(JSONEvents.progress(progress, JSONEvents.row(result)))
      case .call(let result):
        if case .retried(let error) = result.outcome {
          tell(JSONEvents.retry(result.call, error, result.duration))
        }
      case .concurrency(let number, let reason):
        tell(["event": "concurrency", "concurrency": number, "reason": reason])
      case .paused(let duration): tell(["event": "paused", "seconds": duration.inSeconds])
      case .stopping(let ending):
        tell(["event": "stopping", "ending": ending.name, "error": JSONEvents.error(of: ending)])
      case .ended(let summary):
        state.hasSummary = true
        tell(JSONEvents.summary(summary))
      }
    }
  }

  /// Writes the summary of a run and ends.
  ///
  /// - Parameters:
  ///   - summary: The result.
  ///   - failure: Why the file of the refused rows could not be written, if it failed.
  func end(_ summary: RolloutSummary, failure: RolloutError?) {
    state.withLock { state in
      guard !state.hasSummary else { return }
      state.hasSummary = true
      var event = JSONEvents.summary(summary)
      if let failure {
        event["error"] = JSONEvents.error(failure.code.description, failure.description)
        event["exitCode"] = ExitStatus(failure).rawValue
      }
      tell(event)
    }
  }

  /// Writes the summary of a run that failed without its own summary, for example because it did not begin.
  ///
  /// Does nothing after a summary.
  ///
  /// - Parameter error: The error.
  func fail(_ error: RolloutError) {
    fail(code: error.code.description, error.inCommandWords.description, ExitStatus(error))
  }

  /// Writes the summary of a run that did not begin for another reason, and ends.
  ///
  /// - Parameters:
  ///   - code: The reason's code.
  ///   - description: The reason in words.
  ///   - status: The exit status of the command.
  func fail(code: String, _ description: String, _ status: ExitStatus) {
    conclude(
      ending: "failed", status: status, JSONEvents.error(code, description))
  }

  /// Writes all problems in an input, and ends.
  ///
  /// - Parameter error: The problems.
  func fail(_ error: RolloutInputError) {
    state.withLock { _ in
      for finding in error.findings {
        tell([
          "event": "finding", "row": finding.row, "line": finding.line, "column": finding.column,
          "value": finding.value, "problem": finding.problem, "remedy": finding.inCommandWords.remedy,
        ])
      }
    }
    fail(code: "input", PlainNumber.text(error.findings.count, "problem") + " in the input", .misuse)
  }

  /// Writes the counts of a plan.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - comparison: What changed since an earlier file, if there is one.
  func tell(_ plan: RolloutPlan, _ comparison: Comparison?) {
    state.withLock { _ in
      var event = plan.overview.json
      event["comparison"] = comparison?.json
      event["event"] = "plan"
      event["counts"] = plan.counts.byName
      event["leftAlone"] = plan.notes
      tell(event)
    }
  }

  /// Writes the summary of a run that the command leaves at once, with its calls in flight.
  ///
  /// Does nothing after a summary.
  func abandon() { conclude(ending: "abandoned", status: .interrupted, nil) }

  /// Does the same, with a limited wait for a reader that does not read.
  ///
  /// - Parameter seconds: The maximum time for the summary.
  func abandon(within seconds: Double) {
    let told = DispatchSemaphore(value: 0)
    // Uses its own thread, because another thread may hold the lock while the pipe is full.
    Thread.detachNewThread { [self] in
      abandon()
      told.signal()
    }
    _ = told.wait(timeout: .now() + seconds)
  }

  private func conclude(ending: String, status: ExitStatus, _ error: JSONObject?) {
    state.withLock { state in
      guard !state.hasSummary else { return }
      state.hasSummary = true
      tell(
        JSONEvents.progress(
          state.progress,
          [
            "event": "summary", "notTried": state.progress?.left, "ending": ending, "error": error,
            "exitCode": status.rawValue,
          ]))
    }
  }

  private func tell(_ event: JSONObject) {
    var event = event
    event["time"] = now()
    guard let text = try? JSONEncoder.plain.text(of: event) else { return }
    write(text + "\n")
  }
}

extension JSONEvents {
  /// An event with the counts of the rows.
  private static func progress(_ progress: RolloutProgress?, _ event: JSONObject) -> JSONObject {
    var event = event
    event["total"] = progress?.total
    event["done"] = progress?.done
    event["refused"] = progress?.refused
    event["retried"] = progress?.retried
    event["endedBefore"] = progress?.endedBefore
    return event
  }

  private static func row(_ result: RowResult) -> JSONObject {
    var event: JSONObject = [
      "event": "row", "row": result.row.number, "broadworksUserId": result.row.broadworksUserId,
      "outcome": "done",
    ]
    if case .refused(let failure) = result.outcome {
      event["outcome"] = "refused"
      event["step"] = failure.step
      event["code"] = failure.code
      event["reason"] = failure.reason
    }
    return event
  }

  /// A call that is tried again or read back.
  private static func retry(_ call: RolloutCall, _ error: ProvisionError, _ duration: Duration) -> JSONObject
  {
    let name = if case .step(let step) = call.purpose { step.description } else { call.method }
    return [
      "event": "retry", "row": call.row, "broadworksUserId": call.broadworksUserId, "call": name,
      "attempt": call.attempt, "code": error.code.description, "reason": error.inCommandWords.description,
      "seconds": duration.inSeconds,
    ]
  }

  /// The summary of a run, which is also what `--on-end` passes on.
  static func summary(_ summary: RolloutSummary) -> JSONObject {
    progress(
      summary.progress,
      [
        "event": "summary", "notTried": summary.notTried, "calls": summary.calls,
        "seconds": summary.duration.inSeconds,
        "rowsInDoubt": summary.rowsInDoubt.isEmpty ? nil : summary.rowsInDoubt,
        "undecided": summary.undecided > 0 ? summary.undecided : nil,
        "refusals": summary.failures.isEmpty
          ? nil
          : summary.refusals.map {
            [
              "step": $0.step, "code": $0.code, "reason": $0.reason, "count": $0.rows.count,
              "rows": Array($0.rows.prefix(10)),
            ]
              as JSONObject
          },
        "ending": summary.ending.name,
        "error": error(of: summary.ending), "exitCode": ExitStatus(summary).rawValue,
      ])
  }

  private static func error(of ending: RolloutSummary.Ending) -> JSONObject? {
    switch ending {
    // Leaves the outcome out: it is that of one call, not of the run.
    case .stopped(let error):
      JSONEvents.error(error.code.description, error.inCommandWords.description(outcome: ""))
    case .journalFailed(let error):
      JSONEvents.error(error.code.description, error.inCommandWords.description)
    case .equalRefusals(let group): JSONEvents.error(group.code, "\(group.step): \(group.reason)")
    case .finished, .interrupted, .deadline, .tooManyErrors: nil
    }
  }

  private static func error(_ code: String, _ description: String) -> JSONObject {
    ["code": code, "description": description]
  }
}

extension RolloutSummary.Ending {
  /// The name for programs.
  fileprivate var name: String {
    switch self {
    case .finished: "finished"
    case .interrupted: "interrupted"
    case .stopped: "stopped"
    case .tooManyErrors: "tooManyErrors"
    case .equalRefusals: "equalRefusals"
    case .deadline: "deadline"
    case .journalFailed: "journalFailed"
    }
  }
}
