import Support

/// Keeps what is known about accounts, so that no further login is sent after one that failed.
///
/// One failed login locks an Interface User, whatever its password was. The client asks the latch before every call,
/// has it record an unproven login before that leaves, and closes it on the first failed one; only a person opens it.
/// A latch that throws stops the call: nothing is sent.
///
/// ``MemoryLoginLatch`` serves one process, ``FileLoginLatch`` all processes of a machine that name the same file.
/// What the states mean and how they follow each other is decided by ``LoginState``; a latch only keeps them.
public protocol LoginLatch: AnyObject, Sendable {
  /// What is known about an account. Called before every call, so it is quick.
  ///
  /// - Parameter account: The account.
  /// - Returns: Its state; a new ``LoginState`` for an account that isn't known.
  /// - Throws: When that can't be known.
  func state(of account: LoginAccount) throws -> LoginState

  /// Changes what is known about an account, while nobody else does. When this returns, the change outlasts a crash.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - change: Gets the present state and changes it.
  /// - Returns: What `change` returns.
  /// - Throws: When the change can't be kept, and what `change` throws.
  func update<Result: Sendable>(
    _ account: LoginAccount, _ change: (inout LoginState) throws -> Result
  ) throws -> Result

  /// Tries to become the only one that tries the login of an account, without waiting.
  ///
  /// A latch that several processes share gives the role to one of them, and takes it back when that process ends.
  ///
  /// - Parameter account: The account whose login is about to be tried.
  /// - Returns: The role, held until it is released, or `nil` while somebody else holds it.
  /// - Throws: When that can't be known.
  func claimTrial(of account: LoginAccount) throws -> LoginTrial?
}

extension LoginLatch {
  /// Opens the latch for an Interface User at an endpoint.
  ///
  /// Opening an open latch isn't an error.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint.
  ///   - userName: The Interface User's name.
  /// - Returns: Why it was closed; empty when it was open.
  /// - Throws: When the latch can't be read or written.
  @discardableResult
  public func open(endpoint: String, userName: String) throws -> [LatchRecord] {
    try open(LoginAccount(endpoint: endpoint, userName: userName)).map { [$0] } ?? []
  }

  @discardableResult
  package func open(_ account: LoginAccount) throws -> LatchRecord? { try update(account) { $0.open() } }
}

/// The role of the only one that tries an unproven login.
public struct LoginTrial: Sendable {
  private let onRelease: @Sendable () -> Void

  /// Makes a role.
  ///
  /// - Parameter onRelease: Gives the role up; called once.
  public init(onRelease: @escaping @Sendable () -> Void) { self.onRelease = onRelease }

  /// Gives the role up.
  package func release() { onRelease() }
}

/// A login latch that lasts as long as the process.
public final class MemoryLoginLatch: LoginLatch {
  /// The latch that clients share unless they are given another one.
  ///
  /// Sharing it is the safe default: two clients of one process with the same wrong password send it once.
  public static let shared = MemoryLoginLatch()

  private struct Accounts {
    var states: [LoginAccount: LoginState] = [:]
    var tried: Set<LoginAccount> = []
  }

  private let accounts = Locked(Accounts())

  /// Makes an open latch of its own.
  public init() {}

  /// What is known about an account.
  ///
  /// - Parameter account: The account.
  /// - Returns: Its state.
  public func state(of account: LoginAccount) -> LoginState {
    accounts.withLock { $0.states[account] } ?? LoginState()
  }

  /// Changes what is known about an account, while nobody else does.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - change: Gets the present state and changes it; it must not come back to this latch.
  /// - Returns: What `change` returns.
  /// - Throws: What `change` throws.
  public func update<Result: Sendable>(
    _ account: LoginAccount, _ change: (inout LoginState) throws -> Result
  ) rethrows -> Result {
    try accounts.withLock { try change(&$0.states[account, default: LoginState()]) }
  }

  /// Gives the role to one client at a time.
  ///
  /// - Parameter account: The account whose login is about to be tried.
  /// - Returns: The role, or `nil` while another client holds it.
  public func claimTrial(of account: LoginAccount) -> LoginTrial? {
    guard accounts.withLock({ $0.tried.insert(account).inserted }) else { return nil }
    return LoginTrial { [self] in accounts.withLock { _ = $0.tried.remove(account) } }
  }
}
