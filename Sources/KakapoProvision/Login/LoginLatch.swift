/// Remembers logins that failed, so that no further call is sent with them.
///
/// One failed login locks an Interface User. The client therefore asks the latch before every call and
/// closes it on the first failed login; only ``open(endpoint:userName:)`` or other credentials let calls
/// through again. A latch that throws stops the call: nothing is sent.
///
/// ``MemoryLoginLatch`` serves one process, ``FileLoginLatch`` all processes that name the same file.
public protocol LoginLatch: AnyObject, Sendable {
  /// Returns why the latch is closed for a login, or `nil` when it is open. Called before every call, so it
  /// is quick.
  ///
  /// - Parameter login: The login that is about to be used.
  /// - Returns: The failed login that closed the latch, or `nil`.
  /// - Throws: When that cannot be known.
  func record(for login: LoginIdentity) throws -> LatchRecord?

  /// Closes the latch for a login. Closing it again replaces the record.
  ///
  /// - Parameters:
  ///   - login: The login that failed.
  ///   - record: Why.
  /// - Throws: When it cannot be remembered.
  func close(for login: LoginIdentity, because record: LatchRecord) throws

  /// Opens the latch for all passwords of a user at an endpoint. Opening an open latch is no error.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint.
  ///   - userName: The Interface User's name.
  /// - Returns: The records that were removed.
  /// - Throws: When that cannot be remembered.
  @discardableResult
  func open(endpoint: String, userName: String) throws -> [LatchRecord]

  /// Tries to become the one that tries a login which nobody has proven yet, without waiting.
  ///
  /// Within a process the client sees to that by itself. A latch that several processes share gives the
  /// role to one process at a time.
  ///
  /// - Parameter login: The login that is about to be tried.
  /// - Returns: The role, held until it is released, or `nil` while another process holds it.
  /// - Throws: When that cannot be known.
  func claimTrial(of login: LoginIdentity) throws -> LoginTrial?
}

extension LoginLatch {
  /// Grants the role at once: there is only this process.
  ///
  /// - Parameter login: The login that is about to be tried.
  /// - Returns: The role.
  public func claimTrial(of login: LoginIdentity) -> LoginTrial? { LoginTrial {} }
}

/// The role of the one that tries an unproven login.
public struct LoginTrial: Sendable {
  private let onRelease: @Sendable () -> Void

  /// Makes a role.
  ///
  /// - Parameter onRelease: Gives the role up; called once.
  public init(onRelease: @escaping @Sendable () -> Void) { self.onRelease = onRelease }

  /// Gives the role up.
  package func release() { onRelease() }
}
