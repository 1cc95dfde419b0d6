#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An exclusive `flock(2)` on a file that is made for it.
///
/// The system drops it when the process ends.
package final class FileLock: Sendable {
  private let descriptor: Locked<Int32?>

  private init(_ descriptor: Int32) { self.descriptor = Locked(descriptor) }

  deinit { release() }

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - path: The lock file; made, readable by its owner only, when it is missing, and never removed.
  ///   - waiting: Whether to wait for a holder. Only for locks that are held for the time of a file access.
  /// - Returns: The lock, or `nil` when it is held and `waiting` is false.
  /// - Throws: `POSIXError` when the file can't be made or locked.
  package static func acquire(_ path: String, waiting: Bool) throws -> FileLock? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw PrivateFile.failure() }
    while flock(descriptor, LOCK_EX | (waiting ? 0 : LOCK_NB)) != 0 {
      if errno == EINTR { continue }
      let held = errno == EWOULDBLOCK
      let error = PrivateFile.failure()
      close(descriptor)
      if held { return nil }
      throw error
    }
    return FileLock(descriptor)
  }

  /// Gives the lock up.
  ///
  /// Doing it again does nothing.
  package func release() {
    descriptor.withLock { descriptor in
      if let open = descriptor {
        PrivateFile.unlockAndClose(open)
      }
      descriptor = nil
    }
  }
}
