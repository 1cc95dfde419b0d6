import Foundation
import KakapoProvision
import Support

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A journal's file that is open and locked.
///
/// It closes when the last reference is gone, unless ``take()`` handed the descriptor over.
final class JournalOpening {
  let path: String
  private let descriptor: Int32
  private var isTaken = false
  /// The end of the last whole line that was read.
  private var end: Int64 = 0
  /// The chain of the lines that were read.
  private var chain = JournalChain()
  private var hasMark = true
  /// The number of bytes after the last whole line, which were not read.
  private(set) var dropped: Int64 = 0

  /// Opens and locks a file; `nil` when it does not exist.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - isNew: Whether to make the file; it must not exist yet.
  /// - Throws: ``RolloutError``: `locked` or `unusableFile`.
  init?(_ path: String, isNew: Bool) throws(RolloutError) {
    self.path = path
    var status = stat()
    // Checks before opening, because opening a pipe would wait for its other end.
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      descriptor = -1
      throw RolloutError(
        .unusableFile, "The journal \(path) cannot be used: it is not a regular file.",
        advice: "Give the path of a regular file.")
    }
    descriptor = open(path, O_RDWR | O_CLOEXEC | (isNew ? O_CREAT | O_EXCL : 0), 0o600)
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
          "The journal \(path) is in use by another run: \(holder?.description ?? "an unknown process").",
          advice: "Wait for it to end.") : .unusable(path, PrivateFile.failure())
      throw error
    }
    guard isStillThere else {
      throw RolloutError(
        .locked, "The journal \(path) was moved away by another run.", remedies: [.retrySafely])
    }
    guard isNew else { return }
    PrivateFile.forceFolder(of: path)
    do {
      try PrivateFile.writeAll(JournalMark.line(0), to: descriptor)
    } catch {
      throw .unusable(path, error)
    }
  }

  /// Whether the path still leads to the file that was locked.
  private var isStillThere: Bool {
    var own = stat()
    var there = stat()
    return fstat(descriptor, &own) == 0 && stat(path, &there) == 0 && own.st_ino == there.st_ino
      && own.st_dev == there.st_dev
  }

  deinit { if !isTaken, descriptor >= 0 { PrivateFile.unlockAndClose(descriptor) } }

  /// Hands the open file over to a writer, which continues after the last line.
  func take() -> JournalFile {
    isTaken = true
    return JournalFile(path: path, descriptor: descriptor, chain: chain, hasMark: hasMark)
  }

  /// Reads the whole journal.
  ///
  /// - Returns: The content; `nil` when its run ended before the plan was complete.
  /// - Throws: ``RolloutError``: `otherJournal` or `unusableFile`.
  func read() throws(RolloutError) -> JournalContents? {
    do {
      return try contents()
    } catch {
      throw .unusable(path, error)
    }
  }

  /// Removes the bytes that a crash left after the last whole line.
  func cutOffTornLine() throws {
    guard ftruncate(descriptor, off_t(end)) == 0, lseek(descriptor, off_t(end), SEEK_SET) == off_t(end)
    else { throw PrivateFile.failure() }
  }

  private func contents() throws -> JournalContents? {
    // Another kind of file may be long and have no line end.
    guard isOwnBeginning else { throw other("it is not a journal") }
    var reader = LineReader(descriptor: descriptor)
    let mark = try mark(in: &reader)
    hasMark = mark != nil
    chain = JournalChain(isChained: hasMark)
    var contents: JournalContents?
    var pool = StringPool()
    var number = hasMark ? 1 : 0
    end = reader.offset
    while let line = try reader.next() {
      number += 1
      var next = chain
      if next.takes(line), take(line, into: &contents, &pool) {
        chain = next
        end = reader.offset
        continue
      }
      if contents == nil { try checkVersion(of: line) }
      // The writer never reported the lines after the mark as being on the disk, so no call was made for
      // them.
      guard let mark, end >= mark else { throw other("its line \(number) is damaged") }
      break
    }
    if let mark, end < mark { throw other("its end is missing, although it was on the disk") }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw PrivateFile.failure() }
    dropped = Int64(status.st_size) - end
    return contents
  }

  /// The length of the part that was forced to the disk; `nil` for a journal of version 2, which does not
  /// record it.
  private func mark(in reader: inout LineReader) throws -> Int64? {
    var probe = reader
    guard let first = try probe.next(), JournalMark.begins(first) else { return nil }
    guard let mark = JournalMark.length(in: first) else { throw other("its line 1 is damaged") }
    reader = probe
    return mark
  }

  /// Adds a line to the contents; `false` when it is invalid at this place.
  private func take(_ line: Data, into contents: inout JournalContents?, _ pool: inout StringPool) -> Bool {
    guard let head = contents?.head else {
      guard case .head(let head)? = try? LineCoding.decode(JournalRecord.self, from: line),
        head.version == (hasMark ? JournalHead.currentVersion : JournalHead.unchainedVersion)
      else { return false }
      contents = JournalContents(head)
      return true
    }
    if let rows = contents?.rows.count, rows < head.rows {
      guard let document = try? LineCoding.decode(JournalRow.self, from: line).row, let number = document.row,
        let row = PlannedRow(document, number: number, isPruning: head.isPruning, pool: &pool)
      else { return false }
      contents?.append(row)
      return true
    }
    guard let record = try? LineCoding.decode(JournalRecord.self, from: line) else { return false }
    return contents?.add(record) == true
  }

  /// Throws an error that names the journal's version, if it is another version.
  private func checkVersion(of line: Data) throws {
    guard case .head(let head)? = try? LineCoding.decode(JournalRecord.self, from: line) else {
      throw other("it has another version")
    }
    guard [JournalHead.currentVersion, JournalHead.unchainedVersion].contains(head.version) else {
      throw other("it has version \(head.version), but this is version \(JournalHead.currentVersion)")
    }
  }

  private var isOwnBeginning: Bool {
    var part = [UInt8](repeating: 0, count: 11)
    let count = pread(descriptor, &part, part.count, 0)
    return count <= 0 || JournalOpening.isJournal(part[..<min(count, 11)])
  }

  /// Whether a file begins like a journal.
  ///
  /// - Parameter beginning: Its beginning, at least 11 bytes if it has as many.
  /// - Returns: Whether it may be one.
  static func isJournal(_ beginning: some Sequence<UInt8>) -> Bool {
    let beginning = Array(beginning.prefix(11))
    return !beginning.isEmpty
      && [#"{"journal":{"#, #"{"forced":"0"#].contains { $0.utf8.starts(with: beginning) }
  }

  private func other(_ problem: String) -> RolloutError {
    RolloutError(
      .otherJournal, "The journal \(path) cannot be resumed: \(problem).",
      remedies: [.useAnotherJournal])
  }

  /// The last run that wrote to the journal, read without the lock.
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

/// Reads a file line by line, in pieces.
struct LineReader {
  private let descriptor: Int32
  private var buffer = Data()
  private var position = 0
  /// The position of the next line in the file.
  private(set) var offset: Int64 = 0

  /// Makes a reader at the beginning of a file, independent of its position.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// The next whole line without its end; `nil` when there is none, even if an incomplete line is left.
  ///
  /// - Returns: The line.
  /// - Throws: `POSIXError`.
  mutating func next() throws -> Data? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer {
          offset += Int64(end + 1 - position)
          position = end + 1
        }
        return buffer[position..<end]
      }
      if position > 0 {
        buffer = Data(buffer[position...])
        position = 0
      }
      searched = buffer.count
      var part = [UInt8](repeating: 0, count: 256 * 1024)
      let count = pread(descriptor, &part, part.count, off_t(offset) + off_t(buffer.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      guard count > 0 else { return nil }
      buffer.append(contentsOf: part[..<count])
    }
  }
}
