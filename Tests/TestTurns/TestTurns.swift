import Foundation
public import Testing

/// Lets only so many tests run at a time.
///
/// All tests of the package share one process and as many threads as there are cores. Tests that run servers and start
/// programs take them from each other, until what they wait for comes too late.
public struct TestTurns: TestTrait, SuiteTrait, TestScoping {
  /// Every test of a suite waits for its own turn.
  public var isRecursive: Bool { true }

  /// Runs a test when its turn has come.
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - testCase: Its arguments.
  ///   - function: Runs it.
  /// - Throws: What the test throws.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await Turns.all.take()
    do {
      try await function()
    } catch {
      await Turns.all.giveBack()
      throw error
    }
    await Turns.all.giveBack()
  }
}

extension Trait where Self == TestTurns {
  /// Lets twice as many of the tests that have it run at a time as there are cores.
  public static var inTurn: Self { Self() }
}

/// The turns that are left, and those who wait for one.
private actor Turns {
  static let all = Turns()

  // Most of them wait more than they work.
  private var free = 2 * max(2, ProcessInfo.processInfo.activeProcessorCount)
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func take() async {
    if free > 0 {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
