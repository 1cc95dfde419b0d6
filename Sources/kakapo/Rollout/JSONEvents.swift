import Dispatch
import Foundation
import KakapoProvision
import KakapoRollout
import Synchronization

/// Tells a run's events to programs: one JSON object a line, with sorted keys.
///
/// Each has `event` and `time`; the events are `began`, `row`, `retry`, `concurrency`, `paused`, `stopping`
/// and, as the last in any case, `summary`. Names are not changed, and more may be added. What the run
/// before a resumed one told is not told again, but its counts are included.
final class JSONEvents: Sendable {
  private struct State {
    var progress: RolloutProgress?
    var hasSummary = false
  }

  private let now: @Sendable () -> Date
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// Makes a teller of events.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - write: Writes a line with its end, whole.
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

  /// Tells an event; successful calls are not told, as their row is.
  func take(_ event: RolloutEvent) {
    state.withLock { state in
      guard !state.hasSummary, let record = record(of: event, &state) else { return }
      tell(record)
    }
  }

  /// Ends with a run's summary.
  ///
  /// - Parameters:
  ///   - summary: The result.
  ///   - failure: Why the file of the refused rows was not written, if it was not.
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

  /// Ends with a summary of a run that failed before it had one of its own, for example because it did not
  /// begin.
  ///
  /// Does nothing after a summary.
  ///
  /// - Parameter error: Why.
  func fail(_ error: RolloutError) {
    fail(code: error.code.description, error.inCommandWords.description, ExitStatus(error))
  }

  /// Ends with a summary of a run that did not begin for another reason.
  ///
  /// - Parameters:
  ///   - code: The reason's code.
  ///   - description: The reason in words.
  ///   - status: What the command ends with.
  func fail(code: String, _ description: String, _ status: ExitStatus) {
    conclude(
      ending: "failed", status: status, JSONEventRecord.Trouble(code: code, description: description))
  }

  /// Tells everything that is the matter with an input, and ends.
  ///
  /// - Parameter error: What was found.
  func fail(_ error: RolloutInputError) {
    state.withLock { _ in
      for finding in error.findings { tell(.finding(finding)) }
    }
    fail(code: "input", PlainNumber.text(error.findings.count, "problem") + " in the input", .misuse)
  }

  /// Tells what a plan comes to.
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

  /// Ends with a summary of a run that is left at once, its calls in flight with it.
  ///
  /// Does nothing after a summary.
  func abandon() { conclude(ending: "abandoned", status: .interrupted, nil) }

  /// The same, but a reader who takes nothing is not waited for.
  ///
  /// - Parameter seconds: How long the summary may take.
  func abandon(within seconds: Double) {
    let told = DispatchSemaphore(value: 0)
    // A thread of its own: others may hold the lock, and the pipe be full.
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
