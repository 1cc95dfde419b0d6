import Foundation
import KakapoRollout
import Synchronization

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
