import Support

/// Keeps the state of accounts, so that no login is sent after a failed one.
///
/// One failed login locks an Interface User, whatever its password was. The client asks the latch before every call. It
/// has the latch record an unproven login before sending it, and closes the latch on the first failed login. Only a
/// person opens it. If a latch throws, the call stops: nothing is sent.
///
/// ``MemoryLoginLatch`` serves one process, ``FileLoginLatch`` all processes of a machine that name the same file.
/// ``LoginState`` decides what the states mean and how they follow each other; a latch only keeps them.
public protocol LoginLatch: AnyObject, Sendable {
  /// The state of an account. The client calls this before every call, so it must be quick.
  ///
  /// - Parameter account: The account.
  /// - Returns: Its state; a new ``LoginState`` for an unknown account.
  /// - Throws: An error if the state can't be determined.
  func state(of account: LoginAccount) throws -> LoginState

  /// Changes the state of an account, with all other callers locked out.
  ///
  /// When this returns, the change survives a crash.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - change: Changes the current state.
  /// - Returns: What `change` returns.
  /// - Throws: An error if the change can't be kept, and what `change` throws.
  func update<Result: Sendable>(
    _ account: LoginAccount, _ change: (inout LoginState) throws -> Result
  ) throws -> Result

  /// Claims the trial role of an account, without waiting.
  ///
  /// A latch that several processes share gives the role to one of them, and takes it back when that process ends.
  ///
  /// - Parameter account: The account whose login is about to be tried.
  /// - Returns: The role, held until it is released, or `nil` while another holder has it.
  /// - Throws: An error if the latch can't determine whether the role is free.
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
  /// - Throws: An error if the latch can't be read or written.
  @discardableResult
  public func open(endpoint: String, userName: String) throws -> [LatchRecord] {
    try open(LoginAccount(endpoint: endpoint, userName: userName)).map { [$0] } ?? []
  }

  @discardableResult
  package func open(_ account: LoginAccount) throws -> LatchRecord? { try update(account) { $0.open() } }
}

/// The exclusive role for trying an unproven login.
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
  /// The latch that clients share by default.
  ///
  /// Sharing is safe: two clients of one process with the same wrong password send it once.
  public static let shared = MemoryLoginLatch()

  private struct Accounts {
    var states: [LoginAccount: LoginState] = [:]
    var tried: Set<LoginAccount> = []
  }

  private let accounts = Locked(Accounts())

  /// Makes an open latch that isn't shared.
  public init() {}

  /// The state of an account.
  ///
  /// - Parameter account: The account.
  /// - Returns: Its state.
  public func state(of account: LoginAccount) -> LoginState {
    accounts.withLock { $0.states[account] } ?? LoginState()
  }

  /// Changes the state of an account, with all other callers locked out.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - change: Changes the current state; it must not call this latch.
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
