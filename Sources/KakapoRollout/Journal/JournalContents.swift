/// The content of a journal: the plan and its progress.
struct JournalContents {
  let head: JournalHead
  private(set) var rows: [PlannedRow] = []
  /// Whether the whole plan was read, so that a call may have been made.
  var isComplete = false
  private var hasEnd = false
  private(set) var states: [RowState] = []
  var failures: [Int: RowFailure] = [:]
  /// The rows whose answers closed the login latch.
  private(set) var latchedRows: Set<Int> = []
  var retries: [RolloutRetry] = []
  /// The last run that wrote to the journal.
  var run: JournalRun?

  /// Makes contents with a head and no rows.
  init(_ head: JournalHead) { self.head = head }

  /// Whether every row was tried and no step is in doubt.
  var isFinished: Bool { hasEnd && endedRows == rows.count }

  var plan: RolloutPlan { RolloutPlan(endpoint: head.endpoint, isPruning: head.isPruning, rows: rows) }

  /// Adds a row of the plan.
  mutating func append(_ row: PlannedRow) {
    rows.append(row)
    states.append(RowState())
  }

  /// The number of rows that have ended.
  var endedRows: Int {
    zip(rows, states).count { row, state in state.hasEnded(row.steps.count) }
  }

  /// Adds a line after the head and the rows.
  ///
  /// - Parameter record: The line.
  /// - Returns: Whether the line is valid at this place.
  mutating func add(_ record: JournalRecord) -> Bool {
    switch record {
    case .head, .row: return false
    case .run(let run):
      self.run = run
      isComplete = rows.count == head.rows
      return isComplete
    case .intent(let place): return change(place) { $0.begin(place.step) }
    case .done(let place): return change(place) { $0.finish(place.step) }
    case .undone(let place): return change(place) { $0.undo(place.step) }
    case .refused(let place, let failure):
      failures.note(failure, ofRow: place.row)
      return change(place) {
        $0.undo(place.step)
        $0.isRefused = true
      }
    case .latched(let place):
      latchedRows.insert(place.row)
      return change(place) { _ in }
    case .retried(let retry):
      retries.append(retry)
      return isComplete
    case .end:
      hasEnd = true
      return isComplete
    }
  }

  private mutating func change(_ place: StepPlace, _ body: (inout RowState) -> Void) -> Bool {
    guard isComplete, rows.indices.contains(place.row), rows[place.row].steps.indices.contains(place.step)
    else { return false }
    body(&states[place.row])
    return true
  }
}

/// The progress of a row: one bit for each of its steps, of which there are fewer than 64.
struct RowState: Sendable, Hashable {
  /// The steps that were carried out.
  private var done: UInt64 = 0
  /// The steps that were begun and whose outcome is unknown.
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

  /// Whether all of the given number of steps were carried out.
  func isComplete(_ steps: Int) -> Bool { done == (1 << UInt64(steps)) - 1 }

  /// Whether a step is in doubt.
  var hasDoubt: Bool { doubtful != 0 }

  /// Whether a row with this number of steps has ended: all were carried out, or one was refused and none is in
  /// doubt.
  func hasEnded(_ steps: Int) -> Bool { isComplete(steps) || isRefused && !hasDoubt }
}
