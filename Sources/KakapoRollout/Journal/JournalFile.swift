import Dispatch
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

/// Appends lines to a file and forces them to the disk, many at a time.
///
/// A line that a caller waits for is on the disk when the wait ends. Other lines go to the disk together with it,
/// or at once if no caller waits.
final class JournalFile: Sendable {
  private struct State {
    var pending = Data()
    var chain: JournalChain
    var waiting: [CheckedContinuation<Void, any Error>] = []
    var isWriting = false
    var failure: RolloutError?
    var isClosed = false
  }

  let path: String
  private let descriptor: Int32
  private let hasMark: Bool
  private let state: Locked<State>
  private let queue = DispatchQueue(label: "kakapo.journal")

  /// Takes over an open, locked file whose position is at its end.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - descriptor: The open file.
  ///   - chain: The chain of the existing lines.
  ///   - hasMark: Whether the first line is a ``JournalMark``.
  init(path: String, descriptor: Int32, chain: JournalChain, hasMark: Bool) {
    self.path = path
    self.descriptor = descriptor
    self.hasMark = hasMark
    state = Locked(State(chain: chain))
  }

  // No write is in progress, and this may run on the queue itself.
  deinit { if !state.withLock({ $0.isClosed }) { PrivateFile.unlockAndClose(descriptor) } }

  /// Closes the file, so that other processes can open it; a second call does nothing.
  func closeFile() {
    let wasClosed = state.withLock { state in
      defer { state.isClosed = true }
      return state.isClosed
    }
    if !wasClosed { queue.sync { PrivateFile.unlockAndClose(descriptor) } }
  }

  /// Appends a line and waits until it is on the disk.
  ///
  /// - Parameter line: The line, without its checksum and end.
  /// - Throws: ``RolloutError`` of code `unusableFile`. After a failure, every later call fails.
  func appendAndFlush(_ line: Data) async throws {
    try await withCheckedThrowingContinuation { continuation in
      add(line, continuation)
    }
  }

  /// Appends a line without waiting.
  ///
  /// The next caller that waits gets the error of a failed write.
  ///
  /// - Parameter line: The line, without its checksum and end.
  func append(_ line: Data) { add(line, nil) }

  /// Waits until everything is on the disk.
  ///
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  func flush() async throws {
    try await withCheckedThrowingContinuation { continuation in add(nil, continuation) }
  }

  private func add(_ line: Data?, _ continuation: CheckedContinuation<Void, any Error>?) {
    let (failure, starts) = state.withLock { state in
      if state.isClosed {
        return (RolloutError(.unusableFile, "The journal \(path) was closed.") as RolloutError?, false)
      }
      if let failure = state.failure { return (failure, false) }
      if let line {
        state.pending.append(state.chain.signed(line))
        state.pending.append(0x0A)
      }
      if let continuation { state.waiting.append(continuation) }
      defer { state.isWriting = true }
      return (nil, !state.isWriting)
    }
    if let failure { continuation?.resume(throwing: failure) }
    if starts { queue.async { self.write() } }
  }

  private func write() {
    while true {
      let (data, waiting) = state.withLock { state in
        let work = (state.pending, state.waiting)
        state.isWriting = !work.0.isEmpty || !work.1.isEmpty
        state.pending = Data()
        state.waiting = []
        return work
      }
      guard !data.isEmpty || !waiting.isEmpty else { return }
      do {
        try PrivateFile.writeAll(data, to: descriptor)
        guard JournalFile.force(descriptor) == 0 else { throw PrivateFile.failure() }
        if hasMark { try mark() }
        for continuation in waiting { continuation.resume() }
      } catch {
        fail(error, waiting)
      }
    }
  }

  /// Records that the whole file is on the disk; the next forced write takes this record to the disk.
  private func mark() throws {
    let line = JournalMark.line(Int64(lseek(descriptor, 0, SEEK_CUR)))
    let count = line.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    guard count == line.count else { throw PrivateFile.failure() }
  }

  private static func force(_ descriptor: Int32) -> Int32 {
    #if canImport(Darwin)
    fsync(descriptor)
    #else
    fdatasync(descriptor)
    #endif
  }

  private func fail(_ error: any Error, _ waiting: [CheckedContinuation<Void, any Error>]) {
    let failure = RolloutError(
      .unusableFile, "The journal \(path) cannot be written: \(error.localizedDescription).",
      remedies: .correction("No new call is started without it. Free some disk space.") + [
        Remedy(.resumeJournal, "Then resume the journal.", subject: path)
      ], underlyingError: error)
    let late = state.withLock { state in
      state.failure = failure
      state.pending = Data()
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting + late { continuation.resume(throwing: failure) }
  }
}
