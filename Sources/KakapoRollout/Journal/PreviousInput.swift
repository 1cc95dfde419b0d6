import Foundation
import KakapoProvision

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
  /// The rows of the users that may be at the portal, as they are there as far as is known.
  ///
  /// These are the users to be present, and in a journal also those whose deletion did not succeed. A user that a run
  /// did not move is where it was before, and one whose move was not finished is owed its licences.
  public let users: [UserRow]
  /// The endpoint of a journal or a saved plan; `nil` for a table.
  public let endpoint: String?

  /// Reads an earlier input; the kind of file is detected.
  ///
  /// An unfinished journal counts like a finished one: its users may be at the portal. In place of a journal whose plan
  /// is not complete, the one before it is read.
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
      let plan = try RolloutPlan(decoding: bytes)
      let rows = plan.rows.map { $0.row.change == .moved ? $0.row.inEarlierPlace : $0.row }
      return PreviousInput(rows: rows, endpoint: plan.endpoint)
    }
    return PreviousInput(rows: try table(bytes).rows)
  }

  /// Takes rows that a program kept.
  ///
  /// - Parameter rows: The rows of the earlier input.
  public init(rows: [UserRow]) { self.init(rows: rows, endpoint: nil) }

  private init(rows: [UserRow], endpoint: String?) {
    self.rows = rows.count { $0.change != .left }
    users = rows.filter { $0.state == .present }
    self.endpoint = endpoint
  }

  private init(_ contents: JournalContents) {
    rows = contents.rows.count { $0.row.change != .left }
    users = contents.rows.indices.compactMap { index in
      contents.rows[index].rowLeft(
        by: contents.states[index], mayHaveApplied: contents.failures[index]?.mayHaveApplied ?? false)
    }
    endpoint = contents.head.endpoint
  }

  /// The input of a journal; `nil` if the file isn't one.
  private static func journal(_ path: String) throws(RolloutError) -> PreviousInput? {
    // Another kind of file may be readable only.
    guard let handle = FileHandle(forReadingAtPath: path),
      let beginning = try? handle.read(upToCount: 64), JournalOpening.isJournal(beginning)
    else { return nil }
    guard let opened = try JournalOpening(path, isNew: false) else { return nil }
    if let contents = try opened.read(), contents.isComplete { return PreviousInput(contents) }
    // The run ended while its journal began, and the finished one had been renamed.
    if let before = try journal(path + ".previous") { return before }
    throw RolloutError(
      .otherJournal, "The journal \(path) has no complete plan, so nothing can be compared with it.",
      advice: "Give the file of the earlier run instead.")
  }

  /// Refuses an earlier input of another portal.
  ///
  /// - Parameter endpoint: The endpoint of the run.
  /// - Throws: ``RolloutError`` of code `otherEndpoint`.
  public func check(endpoint: String) throws(RolloutError) {
    let own = LoginAccount.canonical(endpoint)
    guard let earlier = self.endpoint, earlier != own else { return }
    throw RolloutError(
      .otherEndpoint, "The earlier run was for \(earlier), but this is \(own).",
      advice: "Give an earlier file or run of this endpoint.")
  }
}

extension PlannedRow {
  /// The row for another attempt, for example in the file of refused rows.
  ///
  /// A user that was deleted to be moved gets back what it held. One that was not deleted stays in its group: its
  /// setup in another one would not move it.
  ///
  /// - Parameter state: What was carried out.
  /// - Returns: The row.
  func rowToRepeat(_ state: RowState) -> UserRow {
    let isGone = reading == .absent || isRecreated && state.isDone(0)
    var repeated = row.isElsewhere && !isGone ? row.inEarlierPlace : row
    repeated.licenses = row.wantedLicenses
    if isRecreated {
      repeated.licenses =
        (repeated.licenses + steps.filter { !$0.isDeletion }.compactMap(\.license)).inTableOrder
    }
    return repeated
  }

  /// The row of a user as a run left it.
  ///
  /// - Parameters:
  ///   - state: What was carried out.
  ///   - mayHaveApplied: Whether the refused step may have been carried out.
  /// - Returns: The row; `nil` if the user is gone.
  fileprivate func rowLeft(by state: RowState, mayHaveApplied: Bool) -> UserRow? {
    guard row.state == .present else {
      let isGone = steps.isEmpty ? reading == .absent : state.isComplete(steps.count)
      return isGone ? nil : row
    }
    let isDone = state.isComplete(steps.count)
    var left = row
    left.owedLicenses = isDone ? [] : row.owedLicenses
    if isRecreated {
      let isDeleted = state.isDone(0)
      if !isDeleted { left = left.inEarlierPlace }
      if !isDone, isDeleted || state.isDoubtful(0) || mayHaveApplied {
        left.owedLicenses = steps.filter { !$0.isDeletion }.compactMap(\.license)
      }
    } else if row.isElsewhere, reading != .absent {
      left = left.inEarlierPlace
    } else if row.change == .renamed, let earlier = row.earlier, !isDone {
      left.userName = earlier.userName
    }
    (left.change, left.earlier) = (nil, nil)
    return left
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
