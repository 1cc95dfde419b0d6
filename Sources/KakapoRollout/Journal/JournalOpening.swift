import Foundation
import KakapoProvision

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A journal's file that was opened and locked.
///
/// It is closed when nobody holds it any longer, unless somebody took the descriptor over.
final class JournalOpening {
  let path: String
  private let descriptor: Int32
  private var isTaken = false
  /// Where the last whole line ended when the journal was read.
  private var end: Int64 = 0

  /// Opens and locks a file; `nil` when it is not there.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - isNew: Whether it is made, and must not be there.
  /// - Throws: ``RolloutError``: `locked` or `unusableFile`.
  init?(_ path: String, isNew: Bool) throws(RolloutError) {
    self.path = path
    var status = stat()
    // Before it is opened: a pipe would wait for somebody at its other end.
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      descriptor = -1
      throw RolloutError(
        .unusableFile, "The journal \(path) cannot be used: it is not a regular file.",
        advice: "Name a file that keeps what is written to it.")
    }
    descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC | (isNew ? O_CREAT | O_EXCL : 0), 0o600)
    guard descriptor >= 0 else {
      if !isNew, errno == ENOENT { return nil }
      throw .unusable(path, PrivateFile.failure())
    }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let error =
        errno == EWOULDBLOCK
        ? RolloutError(
          .locked,
          "The journal \(path) is in use by another run: \(holder?.description ?? "which one is not known").",
          advice: "Wait for it to end.") : .unusable(path, PrivateFile.failure())
      throw error
    }
    guard isStillThere else {
      throw RolloutError(
        .locked, "The journal \(path) was put out of the way by another run.", advice: "Try again.")
    }
    if isNew { PrivateFile.forceFolder(of: path) }
  }

  /// Whether the path still leads to the file that was locked.
  private var isStillThere: Bool {
    var own = stat()
    var there = stat()
    return fstat(descriptor, &own) == 0 && stat(path, &there) == 0 && own.st_ino == there.st_ino
      && own.st_dev == there.st_dev
  }

  deinit { if !isTaken, descriptor >= 0 { PrivateFile.unlockAndClose(descriptor) } }

  /// Hands the open file over.
  func take() -> Int32 {
    isTaken = true
    return descriptor
  }

  /// Reads the whole journal.
  ///
  /// - Returns: What it holds; `nil` when it was given up before it was complete.
  /// - Throws: ``RolloutError``: `otherJournal` or `unusableFile`.
  func read() throws(RolloutError) -> JournalContents? {
    do {
      return try contents()
    } catch {
      throw .unusable(path, error)
    }
  }

  /// Removes what a crash left of a last line of a journal that was read.
  func cutOffTornLine() throws {
    guard ftruncate(descriptor, off_t(end)) == 0 else { throw PrivateFile.failure() }
  }

  private func contents() throws -> JournalContents? {
    // A file of another kind may be long, and have no line.
    guard isOwnBeginning else { throw other("it is no journal") }
    var reader = LineReader(descriptor: descriptor)
    // Nothing, or the beginning of a first line.
    guard let first = try reader.next() else { return nil }
    guard case .head(let head)? = try? LineCoding.decode(JournalRecord.self, from: first) else {
      throw other("it is one of another version")
    }
    guard head.version == JournalHead.currentVersion else {
      throw other("it is one of version \(head.version), and this is \(JournalHead.currentVersion)")
    }
    guard JournalLine.isWhole(first) else { throw other("its line 1 is damaged") }
    var contents = JournalContents(head)
    var pool = StringPool()
    var number = 1
    while let line = try reader.next() {
      number += 1
      guard JournalLine.isWhole(line) else { throw other("its line \(number) is damaged") }
      if contents.rows.count < head.rows {
        guard let document = try? LineCoding.decode(JournalRow.self, from: line).row,
          let row = PlannedRow(document, isPruning: head.isPruning, pool: &pool)
        else { throw other("its line \(number) is damaged") }
        contents.append(row)
      } else {
        guard let record = try? LineCoding.decode(JournalRecord.self, from: line), contents.add(record)
        else { throw other("its line \(number) is damaged") }
      }
    }
    end = reader.offset
    return contents
  }

  private var isOwnBeginning: Bool {
    var part = [UInt8](repeating: 0, count: 12)
    let count = pread(descriptor, &part, part.count, 0)
    return count <= 0 || #"{"journal":{"#.utf8.starts(with: part[..<count])
  }

  private func other(_ problem: String) -> RolloutError {
    RolloutError(
      .otherJournal, "The journal \(path) cannot be gone on with: \(problem).",
      advice: "Begin anew with another --journal.")
  }

  /// The run that wrote last, read without the lock.
  private var holder: JournalRun? {
    var reader = LineReader(descriptor: descriptor)
    var run: JournalRun?
    while let line = try? reader.next() {
      guard line.starts(with: Array(#"{"run":"#.utf8)) else { continue }
      if case .run(let found)? = try? LineCoding.decode(JournalRecord.self, from: line) { run = found }
    }
    return run
  }
}

private struct JournalRow: Decodable {
  let row: PlannedRow.Document
}
