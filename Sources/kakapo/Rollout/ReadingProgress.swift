import Foundation
import KakapoRollout
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Tells how far the reading of users has got: on standard error, now and then.
final class ReadingProgress: Sendable {
  private let last = Mutex(ContinuousClock.now)

  /// Says that no user is read for a while.
  func pause(_ duration: Duration) {
    StandardError.write("kakapo: \(EventWords.pause(duration))\n")
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

/// What the C library's allocator may keep of the memory that was given back.
enum AllocatorLimits {
  /// Keeps the memory of long rollouts flat; does nothing where the allocator is another.
  ///
  /// glibc has heaps for each thread, between which what a call leaves behind scatters, and keeps large
  /// blocks it has seen before. After 20,000 calls of a run of 100,000 rows, one heap held 118 MB where many
  /// held 166. What growth is left, about 120 bytes a call, is mostly what URLSession leaks on Linux.
  static func apply() {
    #if canImport(Glibc)
    // Its header is in no module.
    guard let symbol = dlsym(nil, "mallopt") else { return }
    let set = unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)
    let (trimThreshold, mmapThreshold, arenaMaximum): (Int32, Int32, Int32) = (-1, -3, -8)
    _ = set(arenaMaximum, 1)
    _ = set(mmapThreshold, 1024 * 1024)
    _ = set(trimThreshold, 1024 * 1024)
    #endif
  }
}
