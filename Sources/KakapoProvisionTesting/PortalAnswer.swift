import HTTPTransport
public import KakapoProvision
import XMLCore

/// What the portal does with a call, for tests.
///
/// ```swift
/// let stub = StubTransport { method in
///   method == "GetUserLicenses" ? .licenses([.unityDesktop(.pro)]) : .success
/// }
/// ```
public enum PortalAnswer: Sendable {
  /// It carries the call out.
  case success
  /// It shows these licences of a user, in answer to `GetUserLicenses`.
  case licenses([License])
  /// It refuses the call with this message: any text that XML can carry.
  case refused(String)
  /// It refuses the login and locks the account.
  case failedLogin
  /// It answers with a SOAP fault of the code `Server` and this message.
  case fault(String)
  /// It may have carried the call out, but the connection is lost before its answer.
  case lost
  /// It can't be reached, so nothing is sent.
  case unreachable

  /// The answer as bytes.
  ///
  /// - Parameter method: The web method.
  /// - Returns: The answer.
  /// - Throws: `TransportError` for ``lost`` and ``unreachable``.
  public func response(to method: String) throws -> TransportResponse {
    switch self {
    case .success: return .success(of: method)
    case .licenses(let licenses): return .success(of: method, details: LicenseListing.xml(licenses))
    case .refused(let message): return .rejection(of: method, message: message)
    case .failedLogin: return .failedLogin(of: method)
    case .fault(let message): return .fault("Server", message: message)
    case .lost:
      throw TransportError(
        .connectionLost, requestMayHaveBeenSent: true, reason: "The connection was lost")
    case .unreachable:
      throw TransportError(
        .cannotConnect, requestMayHaveBeenSent: false, reason: "The connection was refused")
    }
  }
}

extension StubTransport {
  /// Makes a transport that answers each method in a few words.
  ///
  /// - Parameter answer: Returns what the portal does with a call of this web method.
  public convenience init(answers answer: @escaping @Sendable (_ method: String) -> PortalAnswer) {
    self.init { request in try answer(request.method).response(to: request.method) }
  }
}

// For types that take the place of a client.

extension ProvisionResponse {
  /// The answer to a call that was carried out.
  ///
  /// - Parameters:
  ///   - method: The web method.
  ///   - details: Well-formed, trusted XML to put after `success`.
  /// - Returns: The answer.
  /// - Throws: An error if the method or the details can't be part of XML.
  public static func success(of method: String, details: String = "") throws -> ProvisionResponse {
    let response = TransportResponse.success(of: method, details: details)
    let envelope = try XMLReader().read(response.body)
    // The body, the method's element and its result.
    let result = (0..<3).reduce(envelope) { element, _ in element.children.first ?? element }
    return ProvisionResponse(operation: method, success: true, errorMessage: nil, result: result)
  }
}

extension UserLicenses {
  /// The answer about a user who holds these licences.
  ///
  /// - Parameter licenses: The licences.
  /// - Returns: The answer.
  /// - Throws: Nothing for the licences of this package.
  public static func holding(_ licenses: [License]) throws -> UserLicenses {
    UserLicenses(
      response: try .success(of: "GetUserLicenses", details: LicenseListing.xml(licenses)), of: nil)
  }
}

extension ProvisionError {
  /// The error of a call that the portal refused.
  ///
  /// - Parameters:
  ///   - message: The portal's message.
  ///   - method: The web method.
  /// - Returns: An error of code `rejected`.
  public static func refused(_ message: String, method: String) -> ProvisionError {
    ProvisionError(
      .rejected, delivery: .answered, operation: method, reason: "the portal rejected the call",
      serverText: message)
  }

  /// The error of a call whose answer was lost, so that it may have been carried out.
  ///
  /// - Parameter method: The web method.
  /// - Returns: An error of code `connectionLost`.
  public static func lost(method: String) -> ProvisionError {
    ProvisionError(
      .connectionLost, delivery: .mayHaveApplied, operation: method, reason: "the connection was lost")
  }
}

private enum LicenseListing {
  static func xml(_ licenses: [License]) -> String {
    let list = licenses.map {
      "<License><applicationName>\($0.applicationName)</applicationName>"
        + "<licenseType>\($0.licenseType)</licenseType></License>"
    }
    return "<licenses>\(list.joined())</licenses>"
  }
}
