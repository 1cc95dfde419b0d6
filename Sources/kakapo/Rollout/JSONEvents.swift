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
      guard !state.hasSummary, let record = record(of: event, &state) else { return }
      tell(record)
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
      var record = JSONEventRecord.summary(summary)
      if let failure {
        record.error = JSONEventRecord.Trouble(
          code: failure.code.description, description: failure.description)
        record.exitCode = ExitStatus(failure).rawValue
      }
      tell(record)
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
      ending: "failed", status: status, JSONEventRecord.Trouble(code: code, description: description))
  }

  /// Writes all problems in an input, and ends.
  ///
  /// - Parameter error: The problems.
  func fail(_ error: RolloutInputError) {
    state.withLock { _ in
      for finding in error.findings { tell(.finding(finding)) }
    }
    fail(code: "input", PlainNumber.text(error.findings.count, "problem") + " in the input", .misuse)
  }

  /// Writes the counts of a plan.
  ///
  /// - Parameter plan: The plan.
  func tell(_ plan: RolloutPlan) {
    state.withLock { _ in
      var record = JSONEventRecord("plan")
      record.counts = plan.counts.byName
      record.leftAlone = plan.notes
      tell(record)
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

  private func conclude(ending: String, status: ExitStatus, _ error: JSONEventRecord.Trouble?) {
    state.withLock { state in
      guard !state.hasSummary else { return }
      state.hasSummary = true
      var record = JSONEventRecord("summary", state.progress)
      record.notTried = state.progress?.left
      record.ending = ending
      record.error = error
      record.exitCode = status.rawValue
      tell(record)
    }
  }

  private func record(of event: RolloutEvent, _ state: inout State) -> JSONEventRecord? {
    switch event {
    case .began(let progress):
      state.progress = progress
      return JSONEventRecord("began", progress)
    case .row(let result, let progress):
      state.progress = progress
      return .row(result, progress)
    case .call(let result): return .retry(result)
    case .concurrency(let number, let reason): return .concurrency(number, reason)
    case .paused(let duration): return .paused(duration)
    case .stopping(let ending): return .stopping(ending)
    case .ended(let summary):
      state.hasSummary = true
      return .summary(summary)
    }
  }

  private func tell(_ record: JSONEventRecord) {
    var record = record
    record.time = now()
    guard let text = try? JSONEncoder.plain.text(of: record) else { return }
    write(text + "\n")
  }
}
