#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An exclusive `flock(2)` on a dedicated file.
///
/// The system releases it when the process ends.
package final class FileLock: Sendable {
  private let descriptor: Locked<Int32?>

  private init(_ descriptor: Int32) { self.descriptor = Locked(descriptor) }

  deinit { release() }

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - path: The lock file. If it is missing, it is created, readable only by its owner. It is never removed.
  ///   - waiting: Whether to wait for the holder. Use this only for locks that are held as briefly as a file access.
  /// - Returns: The lock, or `nil` if it is held and `waiting` is false.
  /// - Throws: `POSIXError` if the file can't be created or locked.
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

  /// Releases the lock.
  ///
  /// A second call has no effect.
  package func release() {
    descriptor.withLock { descriptor in
      if let open = descriptor {
        PrivateFile.unlockAndClose(open)
      }
      descriptor = nil
    }
  }
}
