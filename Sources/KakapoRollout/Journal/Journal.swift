import Foundation
public import KakapoProvision
import Support

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The file from which a run can resume: its plan, every step before its attempt, and the result of the step.
///
/// Each line is a JSON object with a checksum that covers the lines before it, too. A step that changes the portal
/// is on the disk before it is tried, so after a crash at any moment the journal shows the steps that may have been
/// carried out. An open journal is locked: no other process can open it. The system removes the lock when the
/// process ends, for any reason. A journal holds no secret.
public final class Journal: Sendable {
  /// The status of a journal's file.
  public enum Status: Sendable, Hashable {
    /// There is no journal, or its run ended before the first call.
    case missing
    /// A run did not end; `ended` is the number of rows that have.
    case unfinished(JournalHead, ended: Int)
    /// Every row was tried.
    case finished(JournalHead)
  }

  /// The file.
  public let path: String
  /// The journal's head: its portal, input and plan.
  public let head: JournalHead
  /// The plan.
  public let plan: RolloutPlan

  /// Whether every row was tried: a run then makes no call and reports the results of the earlier runs.
  public let isFinished: Bool

  /// The rows that had ended when the journal was opened.
  public let endedRows: Int

  /// The number of torn or damaged bytes at the end, which were dropped when the journal was opened.
  ///
  /// Only bytes that were not yet forced to the disk can be damaged, for example by a power cut. The run finds out
  /// the lost results again.
  public let droppedBytes: Int

  let states: [RowState]
  let failures: [Int: RowFailure]
  let latchedRows: Set<Int>
  let retries: [RolloutRetry]
  private let file: JournalFile

  private init(_ opened: JournalOpening, _ contents: JournalContents, plan: RolloutPlan) {
    path = opened.path
    droppedBytes = Int(opened.dropped)
    self.plan = plan
    head = contents.head
    isFinished = contents.isFinished
    endedRows = contents.endedRows
    states = contents.states
    failures = contents.failures
    latchedRows = contents.latchedRows
    retries = contents.retries
    file = opened.take()
  }

  /// Finds out the status of a journal's file.
  ///
  /// - Parameter path: The file.
  /// - Returns: Its status.
  /// - Throws: ``RolloutError``: `locked` when a run uses it, `otherJournal` when it isn't a journal of this
  ///   version, `unusableFile`.
  public static func status(of path: String) throws(RolloutError) -> Status {
    guard let opened = try JournalOpening(path, isNew: false) else { return .missing }
    return try status(of: opened)
  }

  /// Begins a journal that contains the whole plan.
  ///
  /// A finished journal at the path is renamed: it gets the suffix `.previous` and replaces another finished
  /// journal of that name.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - plan: The plan.
  ///   - client: The client of the run.
  ///   - allowingDeletions: The plan's number of deletions, if ``DeletionGate`` asks for it.
  ///   - source: The name of the file with the rows, for people.
  ///   - format: The format of the input.
  /// - Returns: The journal. It closes when its run ends, or when the last reference is gone.
  /// - Throws: ``RolloutError``: `deletionsNotAllowed`, `unfinishedJournal` when the run of a journal at the path
  ///   did not end, `locked`, `otherJournal` for a file that isn't a journal, `unusableFile`.
  public static func begin(
    _ path: String, plan: RolloutPlan, client: ProvisionClient, allowingDeletions: Int? = nil,
    source: String? = nil, format: InputFormat? = nil
  ) async throws(RolloutError) -> Journal {
    try DeletionGate.check(plan.counts, allowed: allowingDeletions)
    try makeWay(at: path)
    guard let opened = try JournalOpening(path, isNew: true) else {
      throw .unusable(path, PrivateFile.failure())
    }
    let head = JournalHead(
      endpoint: plan.endpoint, userName: client.userName, inputDigest: plan.inputDigest,
      planDigest: plan.digest, isPruning: plan.isPruning, rows: plan.rows.count, source: source,
      format: format)
    var contents = JournalContents(head)
    for row in plan.rows { contents.append(row) }
    let journal = Journal(opened, contents, plan: plan)
    do {
      journal.append(.head(head))
      for (index, row) in plan.rows.enumerated() {
        journal.append(.row(row))
        // Keeps the amount of unwritten lines small.
        if index % 1000 == 999 { try await journal.file.flush() }
      }
      try await journal.flush(.run(.this))
    } catch {
      throw .unusable(path, error)
    }
    return journal
  }

  /// Opens a journal to resume its run; a journal whose run has ended opens as well.
  ///
  /// - Parameter path: The file.
  /// - Returns: The journal.
  /// - Throws: ``RolloutError``: `nothingToResume` when there is no journal, or no call was made from it; `locked`,
  ///   `otherJournal`, `unusableFile`.
  public static func resume(_ path: String) async throws(RolloutError) -> Journal {
    guard let opened = try JournalOpening(path, isNew: false) else {
      throw RolloutError(.nothingToResume, "There is no journal \(path).")
    }
    guard let contents = try opened.read(), contents.isComplete else {
      throw RolloutError(
        .nothingToResume, "The journal \(path) has nothing to resume: its run never started."
      )
    }
    let plan = contents.plan
    guard
      plan.digest(isNumbered: contents.head.version == JournalHead.unchainedVersion)
        == contents.head.planDigest
    else {
      throw RolloutError(.otherJournal, "The journal \(path) was changed: its rows do not match its header.")
    }
    let journal: Journal
    do {
      try opened.cutOffTornLine()
      journal = Journal(opened, contents, plan: plan)
      if !journal.isFinished { try await journal.flush(.run(.this)) }
    } catch {
      throw .unusable(path, error)
    }
    return journal
  }

  /// The rows that a run carried out.
  ///
  /// - Parameter path: The journal.
  /// - Returns: The rows that are done; `nil` when the journal is missing, unfinished or unreadable.
  package static func finishedRows(of path: String) -> [UserRow]? {
    guard let opened = try? JournalOpening(path, isNew: false), let contents = try? opened.read(),
      contents.isFinished
    else { return nil }
    return zip(contents.rows, contents.states).filter { !$1.isRefused }.map(\.0.row)
  }

  /// Refuses a journal of another input or portal.
  ///
  /// - Parameters:
  ///   - client: The client of the resumed run.
  ///   - input: The input of the resumed run; `nil` to use the journal alone.
  /// - Throws: ``RolloutError``: `otherEndpoint` or `otherJournal`.
  public func check(client: ProvisionClient, input: RolloutInput? = nil) throws(RolloutError) {
    try plan.check(endpoint: client.account.endpoint)
    guard head.userName == client.userName else {
      throw RolloutError(
        .otherEndpoint,
        "The journal \(path) belongs to the Interface User \(head.userName), but this is "
          + "\(client.userName).", advice: "Give that user.")
    }
    guard let input, input.digest != head.inputDigest else { return }
    throw RolloutError(
      .otherJournal,
      "The journal \(path) belongs to another input\(head.source.map { " (\($0))" } ?? ""), or the "
        + "rows have changed since.",
      remedies: [
        Remedy(.resumeJournal, "Resume the journal alone, without the input.", subject: path),
        .useAnotherJournal,
      ])
  }

  /// Refuses a journal of another plan or portal.
  ///
  /// - Parameters:
  ///   - client: The client of the resumed run.
  ///   - plan: The plan of the resumed run.
  /// - Throws: ``RolloutError``: `otherEndpoint` or `otherJournal`.
  public func check(client: ProvisionClient, plan: RolloutPlan) throws(RolloutError) {
    try check(client: client)
    guard plan.digest != self.plan.digest else { return }
    throw RolloutError(
      .otherJournal, "The journal \(path) belongs to another plan.",
      remedies: [.useAnotherJournal])
  }

  /// Refuses a path where a new journal would replace the journal of an unfinished run.
  ///
  /// That is the path of such a journal, or the path of a finished journal whose `.previous` name belongs to one.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``RolloutError``, like ``begin(_:plan:client:allowingDeletions:source:format:)``.
  public static func checkUnused(_ path: String) throws(RolloutError) {
    if case .finished = try checkEnded(path) { try checkEnded(path + ".previous") }
  }

  /// Renames the file of a run that another one replaces, and closes the journal.
  ///
  /// Its users are as the portal shows them: a new plan of other rows finds out what it depends on.
  ///
  /// - Returns: The new name: the path with the suffix `.superseded`, and a number if such a file exists.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  package func putAside() throws(RolloutError) -> String {
    let name = PrivateFile.unusedName(path + ".superseded")
    guard rename(path, name) == 0 else { throw .unusable(path, PrivateFile.failure()) }
    close()
    return name
  }

  @discardableResult
  private static func checkEnded(_ path: String) throws(RolloutError) -> Status {
    let status = try status(of: path)
    if case .unfinished(let head, let ended) = status { throw unfinished(path, head, ended) }
    return status
  }

  private static func makeWay(at path: String) throws(RolloutError) {
    // Holds the lock until the file is out of the way, so that no other process begins to use it.
    guard let opened = try JournalOpening(path, isNew: false) else { return }
    let status = try status(of: opened)
    if case .unfinished(let head, let ended) = status { throw unfinished(path, head, ended) }
    if case .finished = status { try checkEnded(path + ".previous") }
    // Deletes the remains of a run that never began.
    let isGone = if case .finished = status { rename(path, path + ".previous") } else { unlink(path) }
    guard isGone == 0 else { throw .unusable(path, PrivateFile.failure()) }
  }

  private static func status(of opened: JournalOpening) throws(RolloutError) -> Status {
    guard let contents = try opened.read(), contents.isComplete else { return .missing }
    if contents.isFinished { return .finished(contents.head) }
    return .unfinished(contents.head, ended: contents.endedRows)
  }

  private static func unfinished(_ path: String, _ head: JournalHead, _ ended: Int) -> RolloutError {
    RolloutError(
      .unfinishedJournal,
      "The journal \(path) belongs to a run that did not finish: \(ended) of \(head.rows) rows did.",
      remedies: [.resumeJournal(path), .useAnotherJournal])
  }
}

extension Journal {
  /// Writes that a step is about to be tried; the line is on the disk when this returns.
  func intend(_ place: StepPlace) async throws { try await flush(.intent(place)) }

  /// Writes a record without waiting for the disk.
  func append(_ record: JournalRecord) {
    guard let line = try? LineCoding.encode(record) else { return }
    file.append(line)
  }

  /// Writes a record and forces it, with everything before it, to the disk.
  func flush(_ record: JournalRecord) async throws {
    try await file.appendAndFlush(try LineCoding.encode(record))
  }

  /// Forces everything to the disk.
  func flush() async throws { try await file.flush() }

  /// Ends a journal whose plan has no step, and closes it.
  ///
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  package func end() async throws(RolloutError) {
    do {
      try await flush(.end)
    } catch {
      throw .unusable(path, error)
    }
    close()
  }

  /// Unlocks the file for other processes; a second call does nothing.
  ///
  /// The run closes its journal at its end.
  public func close() { file.closeFile() }
}

extension RolloutError {
  /// Makes the error for a file that cannot be used; a ``RolloutError`` stays as it is.
  static func unusable(_ path: String, _ error: any Error) -> RolloutError {
    if let error = error as? RolloutError { return error }
    let problem = (error as? POSIXError).map { String(cString: strerror($0.code.rawValue)) } ?? "\(error)"
    return RolloutError(
      .unusableFile, "The file \(path) cannot be used: \(problem).", underlyingError: error)
  }
}

extension JournalRun {
  /// This process.
  static var this: JournalRun {
    let now = Date().formatted(.iso8601)
    return JournalRun(process: getpid(), host: ProcessInfo.processInfo.hostName, began: now)
  }

  /// The run in words.
  var description: String { "process \(process) on \(host), since \(began)" }
}
