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

/// The file that a run can be gone on from: its plan, every step that is about to be tried, and what came
/// of it.
///
/// One JSON object a line with a checksum, which counts the lines before in. A step that changes something is on the disk before it is tried;
/// so after a crash at any moment it is known what may have been carried out. While a journal is open, the
/// system keeps others from opening it, and lets go when the process ends, however that happens. It holds
/// no secret.
public final class Journal: Sendable {
  /// What a journal's file is like.
  public enum Status: Sendable, Hashable {
    /// There is none, or one that was given up before the first call.
    case missing
    /// A run did not end; so many rows have.
    case unfinished(JournalHead, ended: Int)
    /// Every row was tried.
    case finished(JournalHead)
  }

  /// The file.
  public let path: String
  /// What it belongs to.
  public let head: JournalHead
  /// The plan.
  public let plan: RolloutPlan

  /// Whether every row was tried: a run of it makes no call and tells what came of the runs before.
  public let isFinished: Bool

  /// The rows that had ended when the journal was opened.
  public let endedRows: Int

  /// How many bytes at the end were torn or damaged, and dropped when the journal was opened.
  ///
  /// Only what was not forced to the disk yet is: a power cut may leave it so. What it said is found out again.
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

  /// Says what a journal's file is like.
  ///
  /// - Parameter path: The file.
  /// - Returns: Its status.
  /// - Throws: ``RolloutError``: `locked` when a run uses it, `otherJournal` when it is none of this version,
  ///   `unusableFile`.
  public static func status(of path: String) throws(RolloutError) -> Status {
    guard let opened = try JournalOpening(path, isNew: false) else { return .missing }
    return try status(of: opened)
  }

  /// Begins a journal, with the whole plan in it.
  ///
  /// A finished journal of that name is kept under the same name with `.previous` behind it, in place of another
  /// finished one.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - plan: The plan.
  ///   - client: The client that carries it out.
  ///   - allowingDeletions: The plan's number of deletions, if it has more than ``DeletionGate`` lets pass.
  ///   - source: The name of the file that the rows came from, for people.
  ///   - format: How the input was written.
  /// - Returns: The journal; it is closed when its run has ended, or nobody holds it any longer.
  /// - Throws: ``RolloutError``: `deletionsNotAllowed`, `unfinishedJournal` when the run of a journal there
  ///   did not end, `locked`, `otherJournal` for a file that is none, `unusableFile`.
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
        // What waits to be written is kept small.
        if index % 1000 == 999 { try await journal.file.flush() }
      }
      try await journal.flush(.run(.this))
    } catch {
      throw .unusable(path, error)
    }
    return journal
  }

  /// Opens a journal to go on from; one whose run has ended is opened as well.
  ///
  /// - Parameter path: The file.
  /// - Returns: The journal.
  /// - Throws: ``RolloutError``: `nothingToResume` when there is none, or none that a call was made from;
  ///   `locked`, `otherJournal`, `unusableFile`.
  public static func resume(_ path: String) async throws(RolloutError) -> Journal {
    guard let opened = try JournalOpening(path, isNew: false) else {
      throw RolloutError(.nothingToResume, "There is no journal \(path).")
    }
    guard let contents = try opened.read(), contents.isComplete else {
      throw RolloutError(
        .nothingToResume, "The journal \(path) has nothing to go on with: its run never began."
      )
    }
    let plan = contents.plan
    guard
      plan.digest(isNumbered: contents.head.version == JournalHead.unchainedVersion)
        == contents.head.planDigest
    else {
      throw RolloutError(.otherJournal, "The journal \(path) was changed: its rows do not fit its head.")
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
  /// - Returns: The rows that are done; `nil` when there is no journal whose run has ended, or it cannot be read.
  package static func finishedRows(of path: String) -> [UserRow]? {
    guard let opened = try? JournalOpening(path, isNew: false), let contents = try? opened.read(),
      contents.isFinished
    else { return nil }
    return zip(contents.rows, contents.states).filter { !$1.isRefused }.map(\.0.row)
  }

  /// Refuses a journal of another input or portal.
  ///
  /// - Parameters:
  ///   - client: The client that is to go on.
  ///   - input: The input that is to be gone on with; `nil` when there is none and the journal is all there
  ///     is.
  /// - Throws: ``RolloutError``: `otherEndpoint` or `otherJournal`.
  public func check(client: ProvisionClient, input: RolloutInput? = nil) throws(RolloutError) {
    try plan.check(endpoint: client.account.endpoint)
    guard head.userName == client.userName else {
      throw RolloutError(
        .otherEndpoint,
        "The journal \(path) belongs to the Interface User \(head.userName), and this is "
          + "\(client.userName).", advice: "Give that user.")
    }
    guard let input, input.digest != head.inputDigest else { return }
    throw RolloutError(
      .otherJournal,
      "The journal \(path) belongs to another input\(head.source.map { " (\($0))" } ?? ""), or the "
        + "rows were changed since.",
      remedies: [
        Remedy(.resumeJournal, "Resume the journal alone, without the input.", subject: path),
        .useAnotherJournal,
      ])
  }

  /// Refuses a journal of another plan or portal.
  ///
  /// - Parameters:
  ///   - client: The client that is to go on.
  ///   - plan: The plan that is to be gone on with.
  /// - Throws: ``RolloutError``: `otherEndpoint` or `otherJournal`.
  public func check(client: ProvisionClient, plan: RolloutPlan) throws(RolloutError) {
    try check(client: client)
    guard plan.digest != self.plan.digest else { return }
    throw RolloutError(
      .otherJournal, "The journal \(path) belongs to another plan.",
      remedies: [.useAnotherJournal])
  }

  /// Refuses a place where the journal of a run lies that did not end, or where a finished one would take the
  /// place of such a journal.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``RolloutError`` as ``begin(_:plan:client:allowingDeletions:source:format:)``.
  public static func checkUnused(_ path: String) throws(RolloutError) {
    if case .finished = try checkEnded(path) { try checkEnded(path + ".previous") }
  }

  @discardableResult
  private static func checkEnded(_ path: String) throws(RolloutError) -> Status {
    let status = try status(of: path)
    if case .unfinished(let head, let ended) = status { throw unfinished(path, head, ended) }
    return status
  }

  private static func makeWay(at path: String) throws(RolloutError) {
    // It is held until it is out of the way, so that nobody begins to use it.
    guard let opened = try JournalOpening(path, isNew: false) else { return }
    let status = try status(of: opened)
    if case .unfinished(let head, let ended) = status { throw unfinished(path, head, ended) }
    if case .finished = status { try checkEnded(path + ".previous") }
    // What is no run is the remains of one that never began.
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
      "The journal \(path) is that of a run that did not end: \(ended) of \(head.rows) rows have.",
      remedies: [.resumeJournal(path), .useAnotherJournal])
  }
}

extension Journal {
  /// Writes that a step is about to be tried; when this returns, it is on the disk.
  func intend(_ place: StepPlace) async throws { try await flush(.intent(place)) }

  /// Writes what came of something.
  func append(_ record: JournalRecord) {
    guard let line = try? LineCoding.encode(record) else { return }
    file.append(line)
  }

  /// Writes something, and everything before it, to the disk.
  func flush(_ record: JournalRecord) async throws {
    try await file.appendAndFlush(try LineCoding.encode(record))
  }

  /// Writes everything to the disk.
  func flush() async throws { try await file.flush() }

  /// Lets others open the file; doing it again does nothing.
  ///
  /// A run that has ended has done it.
  public func close() { file.closeFile() }
}

extension RolloutError {
  /// Tells that a file cannot be used; what tells its own story is told as it is.
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

  /// The run for people.
  var description: String { "process \(process) on \(host), since \(began)" }
}
