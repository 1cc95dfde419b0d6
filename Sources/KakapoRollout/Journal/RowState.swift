/// How far a row has got: a bit for each of its steps, of which there are fewer than 64.
struct RowState: Sendable, Hashable {
  /// The steps that were carried out.
  private var done: UInt64 = 0
  /// The steps that were begun, and of which nobody knows what came.
  private var doubtful: UInt64 = 0
  /// Whether a step was refused.
  var isRefused = false

  func isDone(_ step: Int) -> Bool { done & (1 << UInt64(step)) != 0 }
  func isDoubtful(_ step: Int) -> Bool { doubtful & (1 << UInt64(step)) != 0 }

  mutating func begin(_ step: Int) { doubtful |= 1 << UInt64(step) }

  mutating func finish(_ step: Int) {
    done |= 1 << UInt64(step)
    doubtful &= ~(1 << UInt64(step))
  }

  mutating func undo(_ step: Int) { doubtful &= ~(1 << UInt64(step)) }

  /// Whether all of so many steps were carried out.
  func isComplete(_ steps: Int) -> Bool { done == (1 << UInt64(steps)) - 1 }

  /// Whether a step is in doubt.
  var hasDoubt: Bool { doubtful != 0 }

  /// Whether a row of so many steps has ended: all were carried out, or one was refused and none is in doubt.
  func hasEnded(_ steps: Int) -> Bool { isComplete(steps) || isRefused && !hasDoubt }
}
