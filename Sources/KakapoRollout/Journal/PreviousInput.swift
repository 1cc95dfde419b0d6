/// An earlier input, to compare today's with: a file, a saved plan, or the journal of its run.
///
/// ```swift
/// let previous = try PreviousInput.read(path: "users.csv.journal")
/// try input.checkSize(since: previous)
/// let plan = try await planner.plan(input.following(input.changes(since: previous)))
/// ```
public struct PreviousInput: Sendable, Hashable {
  /// The number of rows of the input.
  public let rows: Int
  /// The rows of the users that may be at the portal.
  ///
  /// These are the users to be present, and in a journal also those whose deletion did not succeed.
  public let users: [UserRow]

  /// Reads an earlier input; the kind of file is detected.
  ///
  /// An unfinished journal counts like a finished one: its users may be at the portal.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: The options for reading a table.
  /// - Returns: The input.
  /// - Throws: ``RolloutInputError`` for a table with problems or a file that cannot be read; ``RolloutError`` for a
  ///   plan or a journal that cannot be used: `unreadablePlan`, `otherJournal`, `locked`, `unusableFile`.
  public static func read(
    path: String, options: ReadingOptions = ReadingOptions()
  ) throws -> PreviousInput {
    try read(InputFile(path), path: path) { bytes throws(RolloutInputError) in
      try RolloutInput.read(bytes, options: options)
    }
  }

  /// Reads an earlier input from a file that may be a stream.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - path: Its path, for a journal.
  ///   - table: Reads a table.
  /// - Returns: The input.
  /// - Throws: As ``read(path:options:)``.
  package static func read(
    _ file: InputFile, path: String, table: ([UInt8]) throws(RolloutInputError) -> RolloutInput
  ) throws -> PreviousInput {
    if !file.isStream, let journal = try journal(path) { return journal }
    let bytes = try file.read()
    if RolloutPlan.isPlan(bytes) {
      return PreviousInput(rows: try RolloutPlan(decoding: bytes).rows.map(\.row))
    }
    return PreviousInput(rows: try table(bytes).rows)
  }

  /// Takes rows that a program kept.
  ///
  /// - Parameter rows: The rows of the earlier input.
  public init(rows: [UserRow]) {
    self.init(rows: rows.count { $0.change != .left }, users: rows.filter { $0.state == .present })
  }

  init(rows: Int, users: [UserRow]) {
    self.rows = rows
    self.users = users
  }

  /// The input of a journal; `nil` if the file isn't one.
  private static func journal(_ path: String) throws(RolloutError) -> PreviousInput? {
    guard let opened = try JournalOpening(path, isNew: false), opened.isJournal else { return nil }
    guard let contents = try opened.read() else { return nil }
    return PreviousInput(
      rows: contents.rows.count { $0.row.change != .left },
      users: zip(contents.rows, contents.states).filter { planned, state in
        planned.row.state == .present || !planned.isGone(state)
      }.map(\.0.row))
  }
}

extension PlannedRow {
  /// Whether a user to be absent was deleted, or did not exist.
  fileprivate func isGone(_ state: RowState) -> Bool {
    steps.isEmpty ? reading == .absent : state.isComplete(steps.count)
  }
}

extension RolloutInput {
  /// Compares the input with an earlier one.
  ///
  /// - Parameter previous: The earlier input.
  /// - Returns: The users that joined, left, moved, or have another name.
  public func changes(since previous: PreviousInput) -> UserChanges {
    UserChanges(from: previous.users, to: rows)
  }

  /// Refuses an input that is much shorter than the one before: its export may have been cut off.
  ///
  /// - Parameters:
  ///   - previous: The earlier input.
  ///   - minimum: The rows that it has to have at least; a percentage is of the earlier rows. 80 % by default.
  /// - Throws: ``RolloutInputError``.
  public func checkSize(
    since previous: PreviousInput, minimum: RowLimit = .percent(80)
  ) throws(RolloutInputError) {
    let isShort =
      switch minimum {
      case .rows(let count): rows.count < count
      case .percent(let percent): Double(rows.count) * 100 < percent * Double(previous.rows)
      }
    guard isShort else { return }
    throw RolloutInputError(
      findings: [
        Finding(
          "There are only \(PlainNumber.text(rows.count, "row")), but the previous input has "
            + "\(PlainNumber.text(previous.rows))",
          remedy: "Check that the export is complete. If it is, allow fewer rows.", action: .allowFewerRows)
      ])
  }
}
