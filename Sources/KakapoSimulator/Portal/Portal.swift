import Foundation
public import KakapoProvision
import Support

/// The documented licensing portal without the network.
///
/// It has the hierarchy, licences, queues, portal users and Interface Users. The web methods reach it through a
/// ``Simulator``. The methods of this class are the actions of an administrator in the partner portal. A portal is
/// empty at first, and several tasks can use it at the same time.
///
/// Where the vendor's document is silent, the rules are assumed, and their comments say so. The most
/// important ones are:
///
/// - Identifiers are compared byte by byte: letter case and white space count, and an accented letter as one code
///   point (NFC) differs from the same letter as two (NFD).
/// - A method that adds an existing object is refused, except `AddUserWithHierarchy` and `AddUserLicense`: the
///   document calls their repetition a success.
/// - A licence comes from the group's sub-purchases if there are any, else from the reseller's, else from the
///   system provider's pool, which has no limit until it is stocked.
/// - The access list of an Interface User is checked before its password.
public final class Portal: Sendable {
  let state = Locked(PortalState())

  /// Creates an empty portal.
  public init() {}

  /// Creates a portal with one system provider and one Interface User, which a client needs to begin.
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
  ///   - login: The login parameters that the service read.
  ///   - arguments: The method's other parameters.
  ///   - peerAddress: The calling address.
  /// - Returns: The method's answer and the outcome of the login.
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

/// The login parameters of a call; a value that the service did not recognise is `nil`.
struct Login: Sendable {
  var userName: String?
  var password: Secret?
}

/// The result of a call.
struct MethodOutcome: Sendable {
  let login: LoginAttempt.Outcome
  /// The method's answer; `nil` when the portal has no such method.
  let result: MethodResult?
}

/// Why an administrative action failed.
public struct PortalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The problem, and the value.
  public let reason: String

  /// The problem, and the value.
  public var description: String { reason }

  init(_ reason: String) { self.reason = reason }
}
