import Foundation

/// A value behind a lock.
///
/// The standard library's `Mutex` does the same. But the thread sanitizer doesn't see its locking on Linux, and reports
/// races that don't exist.
package final class Locked<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  /// Protects a value with a new lock.
  ///
  /// - Parameter value: The value. Nothing else may keep a reference to its parts.
  package init(_ value: sending Value) { self.value = value }

  /// Reads or changes the value with all other callers locked out.
  ///
  /// - Parameter body: Reads or changes the value; it must not use the same lock.
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
