import Foundation
public import KakapoProvision
import Support

/// The documented licensing portal without the network: hierarchy, licences, queues, portal users and
/// Interface Users.
///
/// The web methods reach it through a ``Simulator``; the methods here are what an administrator does in the
/// partner portal. A portal is empty at first and safe to use from several tasks at once.
///
/// Where the vendor's document is silent, the rules are assumed, and say so where they are written down.
/// Those that matter most:
///
/// - Identifiers are compared byte by byte: letter case and white space count, and an accented letter that is one code
///   point (NFC) is another than the same letter in two (NFD).
/// - A method that adds something that exists already is refused, except `AddUserWithHierarchy` and
///   `AddUserLicense`, whose repetition the document calls a success.
/// - A licence is taken from the group's sub-purchases when there are any, else from the reseller's, else
///   from the system provider's pool, which has no limit until it is stocked.
/// - The access list of an Interface User is looked at before its password.
public final class Portal: Sendable {
  let state = Locked(PortalState())

  /// Creates an empty portal.
  public init() {}

  /// Creates a portal with one system provider and one Interface User, which is what a client needs to begin.
  ///
  /// - Parameters:
  ///   - serverHostName: The system provider's server host name.
  ///   - credentials: The Interface User's name and password.
  public convenience init(serverHostName: String, credentials: Credentials) {
    self.init()
    state.withLock {
      let host = Identifier(serverHostName)
      $0.systemProviders[host] = SystemProvider(serverHostName: host, id: host)
      let name = Identifier(credentials.userName)
      $0.interfaceUsers[name] = InterfaceUser(name: name, password: credentials.password)
    }
  }

  func withState<Result>(_ body: (inout PortalState) throws(PortalError) -> sending Result)
    throws(PortalError) -> sending Result
  {
    try state.withLock(body)
  }

  /// Runs a web method for a caller: login first, then the method.
  ///
  /// - Parameters:
  ///   - method: The method's name.
  ///   - login: The login parameters as the service read them.
  ///   - arguments: The method's other parameters.
  ///   - peerAddress: The calling address.
  /// - Returns: The method's answer and what became of the login.
  func call(_ method: String, login: Login, _ arguments: Arguments, peerAddress: String) -> MethodOutcome {
    state.withLock { state in
      let outcome = state.logIn(
        userName: login.userName, password: login.password?.revealed, peerAddress: peerAddress, at: Date())
      if let message = outcome.message(userName: login.userName, peerAddress: peerAddress) {
        return MethodOutcome(login: outcome, result: .refused(message))
      }
      return MethodOutcome(login: outcome, result: state.perform(method, arguments))
    }
  }
}

/// The login parameters of a call; what the service did not recognise is `nil`.
struct Login: Sendable {
  var userName: String?
  var password: Secret?
}

/// What a call came to.
struct MethodOutcome: Sendable {
  let login: LoginAttempt.Outcome
  /// The method's answer; `nil` when the portal has no such method.
  let result: MethodResult?
}

/// Why the portal's administration could not do what it was told.
public struct PortalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, and with which value.
  public let reason: String

  /// What is wrong, and with which value.
  public var description: String { reason }

  init(_ reason: String) { self.reason = reason }
}
