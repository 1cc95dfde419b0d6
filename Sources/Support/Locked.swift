import Foundation

/// A value behind a lock.
///
/// The standard library's `Mutex` does the same, but the thread sanitizer cannot see it lock on Linux and
/// reports races that are none.
package final class Locked<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  /// Puts a value behind a lock of its own.
  ///
  /// - Parameter value: The value. Nothing else may keep a reference into it.
  package init(_ value: sending Value) { self.value = value }

  /// Reads or changes the value while nobody else does.
  ///
  /// - Parameter body: What to do; it must not come back to the same lock.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  package func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
