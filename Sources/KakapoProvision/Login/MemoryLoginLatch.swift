import SOAP

/// A login latch that lasts as long as the process.
public final class MemoryLoginLatch: LoginLatch {
  /// The latch that clients share unless they are given another one.
  ///
  /// Sharing it is the safe default: two clients of one process with the same wrong password send it once.
  public static let shared = MemoryLoginLatch()

  private let records = Locked<[LoginIdentity: LatchRecord]>([:])

  /// Makes an open latch of its own.
  public init() {}

  /// Returns why the latch is closed for a login, or `nil` when it is open.
  ///
  /// - Parameter login: The login that is about to be used.
  /// - Returns: The failed login that closed the latch, or `nil`.
  public func record(for login: LoginIdentity) -> LatchRecord? {
    records.withLock { $0.isEmpty ? nil : $0[login] }
  }

  /// Closes the latch for a login.
  ///
  /// - Parameters:
  ///   - login: The login that failed.
  ///   - record: Why.
  public func close(for login: LoginIdentity, because record: LatchRecord) {
    records.withLock { $0[login] = record }
  }

  /// Opens the latch for all passwords of a user at an endpoint.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint.
  ///   - userName: The Interface User's name.
  /// - Returns: The records that were removed.
  @discardableResult
  public func open(endpoint: String, userName: String) -> [LatchRecord] {
    records.withLock { records in
      let logins = records.keys.filter {
        $0.endpoint == LoginIdentity.canonical(endpoint) && $0.credentials.userName == userName
      }
      return logins.compactMap { records.removeValue(forKey: $0) }
    }
  }
}
