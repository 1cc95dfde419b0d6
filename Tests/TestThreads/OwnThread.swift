import Foundation
public import Testing

/// Runs each test on its own thread.
///
/// All tests of the process share a few threads. A test that computes for seconds would keep one of them, and the
/// events that other tests wait for would come too late.
public struct OwnThread: TestTrait, SuiteTrait, TestScoping {
  /// Each test of a suite has its own thread.
  public var isRecursive: Bool { true }

  /// Runs a test on its thread.
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - testCase: The test's arguments.
  ///   - function: Runs the test.
  /// - Throws: The error of the test.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(QueueExecutor()) { try await function() }
  }
}

extension Trait where Self == OwnThread {
  /// Runs each test on its own thread, for tests that compute long and wait for nothing.
  public static var onOwnThread: Self { Self() }
}

/// Runs jobs on its own queue.
private final class QueueExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "test")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
