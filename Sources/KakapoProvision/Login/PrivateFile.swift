package import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes files that only their owner may read.
package enum PrivateFile {
  /// Replaces a file in one step: a reader sees the old content or the new, never a part.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - data: The new content.
  /// - Throws: `POSIXError` for what the system refuses.
  package static func replace(_ path: String, with data: Data) throws {
    let temporary = "\(path).\(UUID().uuidString).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure() }
    do {
      defer { close(descriptor) }
      try writeAll(data, to: descriptor)
      guard fsync(descriptor) == 0 else { throw failure() }
      guard rename(temporary, path) == 0 else { throw failure() }
      forceFolder(of: path)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Has the system put the names of a folder's files on the disk, as far as the file system can.
  ///
  /// Without it a file that was just made or replaced may be lost with the power.
  ///
  /// - Parameter path: One of the files.
  package static func forceFolder(of path: String) {
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Makes the folder that a file is to stand in, readable by its owner only, if it is missing.
  ///
  /// - Parameter path: The file.
  /// - Throws: `CocoaError` when it cannot be made.
  package static func makeFolder(of path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent()
    guard !FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) else { return }
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Writes all of some bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - descriptor: An open file.
  /// - Throws: `POSIXError` for what the system refuses.
  package static func writeAll(_ data: Data, to descriptor: Int32) throws {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure() }
      rest = rest.dropFirst(count)
    }
  }

  /// Gives up the lock on an open file, and closes it.
  ///
  /// - Parameter descriptor: The open file.
  package static func unlockAndClose(_ descriptor: Int32) {
    // A process that was just forked may have the file open for a moment longer, and the lock with it.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// What the system refused last.
  package static func failure() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
