import Dispatch
import Foundation
import Synchronization

/// Runs what blocks its thread, and does not wait for it longer than allowed.
enum BlockingWork {
  /// Runs something on a thread of its own.
  ///
  /// Work that takes too long goes on until it ends by itself; nobody hears of it.
  ///
  /// - Parameters:
  ///   - time: How long to wait.
  ///   - work: What to do.
  /// - Returns: Its result, or `nil` when the time is over.
  static func run<Result: Sendable>(
    within time: Duration, _ work: @escaping @Sendable () -> Result
  ) async -> Result? {
    await withCheckedContinuation { continuation in
      let answer = FirstAnswer(continuation)
      Thread.detachNewThread { answer.give(work()) }
      let milliseconds = Int(min(max(time / .milliseconds(1), 0), 1e9))
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
        answer.give(nil)
      }
    }
  }
}

/// Resumes a continuation with the first answer that is given.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private let continuation: Mutex<CheckedContinuation<Value?, Never>?>

  init(_ continuation: CheckedContinuation<Value?, Never>) { self.continuation = Mutex(continuation) }

  func give(_ value: Value?) {
    let waiting = continuation.withLock { continuation in
      defer { continuation = nil }
      return continuation
    }
    waiting?.resume(returning: value)
  }
}
