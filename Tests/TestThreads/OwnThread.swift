import Foundation
public import Testing

/// Runs each test on a thread of its own.
///
/// A test that computes for seconds would keep one of the few threads that all tests of the process share, until what
/// the others wait for comes too late.
public struct OwnThread: TestTrait, SuiteTrait, TestScoping {
  /// Each test of a suite has its own thread.
  public var isRecursive: Bool { true }

  /// Runs a test on its thread.
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - testCase: Its arguments.
  ///   - function: Runs it.
  /// - Throws: What the test throws.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(QueueExecutor()) { try await function() }
  }
}

extension Trait where Self == OwnThread {
  /// Runs the tests that have it on threads of their own: for those that compute long and wait for nothing.
  public static var onOwnThread: Self { Self() }
}

/// Runs what it is given on a queue of its own.
private final class QueueExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "test")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
