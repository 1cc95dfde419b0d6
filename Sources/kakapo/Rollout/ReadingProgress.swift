import Foundation
import KakapoProvision
import KakapoRollout
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Reports the progress of reading users on standard error, now and then.
final class ReadingProgress: Sendable {
  private let last = Mutex(ContinuousClock.now)

  /// Reports that no user is read for a while.
  func pause(_ duration: Duration) {
    StandardError.write("kakapo: \(EventWords.pause(duration))\n")
  }

  /// Plans an input; a signal ends the reading.
  static func plan(
    _ input: RolloutInput, client: ProvisionClient, _ options: Planner.Options
  ) async throws -> RolloutPlan {
    let progress = ReadingProgress()
    var options = options
    options.onPause = { progress.pause($0) }
    return try await Interruption.cancelling { [options] in
      try await Planner(client: client, options: options).plan(input) { progress($0, of: $1) }
    }
  }

  func callAsFunction(_ read: Int, of total: Int) {
    let isDue = last.withLock { last in
      guard ContinuousClock.now - last >= .seconds(2), read < total else { return false }
      last = .now
      return true
    }
    if isDue {
      StandardError.write(
        "kakapo: \(PlainNumber.text(read)) of \(PlainNumber.text(total, "user")) read\n")
    }
  }
}

/// Limits the freed memory that the C library's allocator keeps.
enum AllocatorLimits {
  /// Keeps the memory of long rollouts flat; does nothing with another allocator.
  ///
  /// glibc has heaps for each thread, over which the leftovers of calls scatter, and it keeps large blocks that it
  /// has seen before. After 20,000 calls of a run of 100,000 rows, one heap held 118 MB where many held 166. The
  /// remaining growth, about 120 bytes a call, is mostly a leak of URLSession on Linux.
  static func apply() {
    #if canImport(Glibc)
    // No module has its header.
    guard let symbol = dlsym(nil, "mallopt") else { return }
    let set = unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)
    let (trimThreshold, mmapThreshold, arenaMaximum): (Int32, Int32, Int32) = (-1, -3, -8)
    _ = set(arenaMaximum, 1)
    _ = set(mmapThreshold, 1024 * 1024)
    _ = set(trimThreshold, 1024 * 1024)
    #endif
  }
}
