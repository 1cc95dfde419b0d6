package import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes files that only their owner can read.
package enum PrivateFile {
  /// Replaces a file in one step: a reader sees the old or the new content, never a part.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - data: The new content.
  ///   - mode: The permissions of the new file, 0600 by default.
  /// - Throws: `POSIXError` if a system call fails.
  package static func replace(_ path: String, with data: Data, mode: UInt16 = 0o600) throws {
    let temporary = "\(path).\(UUID().uuidString).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
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

  /// Saves a file under the name that the user gave.
  ///
  /// A regular file is replaced in one step, also through a symbolic link. A device or a pipe is written to: replacing
  /// `/dev/null` by a file would harm the whole machine.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - data: The content.
  ///   - mode: The permissions of a new file, 0600 by default.
  /// - Throws: `POSIXError` if a system call fails.
  package static func save(_ path: String, _ data: Data, mode: UInt16 = 0o600) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw failure() }
      return try replace(path, with: data, mode: mode)
    }
    if status.st_mode & S_IFMT == S_IFREG {
      guard let real = realpath(path, nil) else { throw failure() }
      defer { free(real) }
      return try replace(String(cString: real), with: data, mode: mode)
    }
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    try writeAll(data, to: descriptor)
  }

  /// A name that no file has: the given one, or one with a number appended.
  package static func unusedName(_ name: String) -> String {
    var path = name
    var number = 2
    while FileManager.default.fileExists(atPath: path) {
      path = "\(name).\(number)"
      number += 1
    }
    return path
  }

  /// Makes the system write the names of a folder's files to the disk, as far as the file system can.
  ///
  /// Otherwise a power failure may lose a file that was just made or replaced.
  ///
  /// - Parameter path: One of the files.
  package static func forceFolder(of path: String) {
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Makes the folder of a file if it is missing, readable only by its owner.
  ///
  /// - Parameter path: The file.
  /// - Throws: `CocoaError` if it can't be made.
  package static func makeFolder(of path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent()
    guard !FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) else { return }
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Refuses the folder of a file if other users can put files into it.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``UnsafeFolder``, or `POSIXError` if the folder can't be examined.
  package static func checkFolder(of path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
    var status = stat()
    guard stat(folder, &status) == 0 else { throw failure() }
    if status.st_mode & 0o022 != 0 {
      throw UnsafeFolder(description: "others can write the folder \(folder); run `chmod go-w` on it")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw UnsafeFolder(description: "the folder \(folder) belongs to another user")
    }
  }

  /// Distinguishes versions of a file.
  package struct Identity: Sendable, Hashable {
    private let device: UInt64
    private let number: UInt64
    private let size: Int64
    private let changes: [Int]

    fileprivate init(_ status: stat) {
      device = UInt64(status.st_dev)
      number = UInt64(status.st_ino)
      size = Int64(status.st_size)
      #if canImport(Darwin)
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
      #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
      #endif
      changes = [modified.tv_sec, modified.tv_nsec, changed.tv_sec, changed.tv_nsec]
    }
  }

  /// The identity of a file.
  ///
  /// - Parameter path: The file; a symbolic link isn't followed.
  /// - Returns: The identity.
  /// - Throws: `POSIXError` if a system call fails.
  package static func identity(of path: String) throws -> Identity {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw failure() }
    return Identity(status)
  }

  /// Reads a regular file that isn't reached through a symbolic link.
  ///
  /// - Parameter path: The file.
  /// - Returns: Its content, and the identity of that version.
  /// - Throws: `POSIXError` if a system call fails.
  package static func read(_ path: String) throws -> (Data, Identity) {
    let (data, status) = try readWhole(path)
    return (data, Identity(status))
  }

  /// Reads a regular file that isn't reached through a symbolic link, with the time of its last change.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The maximum size in bytes.
  /// - Returns: Its content, and the time.
  /// - Throws: `POSIXError` if a system call fails, and for a larger file.
  package static func readDated(_ path: String, upTo limit: Int) throws -> (Data, Date) {
    let (data, status) = try readWhole(path, upTo: limit)
    #if canImport(Darwin)
    let modified = status.st_mtimespec
    #else
    let modified = status.st_mtim
    #endif
    return (data, Date(timeIntervalSince1970: Double(modified.tv_sec) + Double(modified.tv_nsec) / 1e9))
  }

  private static func readWhole(_ path: String, upTo limit: Int = .max) throws -> (Data, stat) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure() }
    guard status.st_mode & S_IFMT == S_IFREG else { throw POSIXError(.EINVAL) }
    guard Int(status.st_size) <= limit else { throw POSIXError(.EFBIG) }
    var data = Data()
    var part = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = Foundation.read(descriptor, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { return (data, status) }
      data += part[..<count]
    }
  }

  /// Writes all given bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - descriptor: An open file.
  /// - Throws: `POSIXError` if a system call fails.
  package static func writeAll(_ data: Data, to descriptor: Int32) throws {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure() }
      rest = rest.dropFirst(count)
    }
  }

  /// Releases the lock on an open file, and closes it.
  ///
  /// - Parameter descriptor: The open file.
  package static func unlockAndClose(_ descriptor: Int32) {
    // A process that was just forked may keep the file open for a moment longer, and the lock with it.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// The error of the last failed system call.
  package static func failure() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}

/// A folder that isn't safe for state files.
package struct UnsafeFolder: Error, CustomStringConvertible {
  /// The folder and the reason.
  package let description: String
}
