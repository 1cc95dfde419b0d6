public import HTTPTransport
public import Logging

/// A client of the Kakapo `ProvisionV3` web service: one method for each web method, with the same name.
///
/// Values of this type are cheap to copy, share their connections and may be used from many tasks at once.
///
/// The client's guarantees:
///
/// - Until the portal has accepted the login once, one call at a time is sent. A failed login closes the latch: every
///   waiting and later call fails here with `loginLatched` and isn't sent.
/// - Nothing with credentials is sent before the service's own WSDL has been compared with the contract that the call
///   uses, unless the check is switched off: see ``ContractCheck``.
/// - Bad values are refused before anything is sent, with the parameter's name.
/// - Nothing is sent twice: the client follows no redirect and repeats no call. The ``ProvisionError/delivery`` of an
///   error says whether the call may have been carried out.
/// - No password appears in an error, a description, a dump or a log line.
public struct ProvisionClient: Sendable {
  /// The service's address and how to talk to it.
  public var configuration: Configuration { core.configuration }

  /// The Interface User at the endpoint, both in their canonical spelling.
  package var account: LoginAccount { core.gate.login.account }

  /// The Interface User's name as it is sent.
  package var userName: String { core.gate.login.credentials.userName }

  let core: ClientCore

  /// Makes a client; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - credentials: The Interface User's name and password.
  ///   - configuration: The service's address and settings; the vendor's by default.
  ///   - transport: Carries the requests; `nil` for the client's own ``URLSessionTransport``.
  ///   - latch: Remembers failed logins; by default one that all clients of this process share.
  ///   - logger: Where to log; `nil` for nowhere. A call is logged at `debug` with its method, outcome and duration,
  ///     never with its parameters. A failed login, and words that may mean one, are logged at `error` with the
  ///     server's words. A trial after an abandoned one is logged at `warning`.
  /// - Throws: ``ProvisionError`` of code `invalidConfiguration` for an endpoint that isn't an https URL, or for
  ///   credentials that can't be right. Those are empty, have characters that XML can't carry, white space around the
  ///   name, or line breaks around the password.
  public init(
    credentials: Credentials, configuration: Configuration = Configuration(),
    transport: (any Transport)? = nil, latch: any LoginLatch = MemoryLoginLatch.shared,
    logger: Logger? = nil
  ) throws(ProvisionError) {
    core = try ClientCore(
      credentials: credentials, configuration: configuration, transport: transport, latch: latch,
      logger: logger)
  }

  /// Calls a web method and returns its result.
  ///
  /// If the method has login parameters, the client adds the login. A method without them is sent without credentials.
  ///
  /// - Parameter operation: The web method with its values.
  /// - Returns: The answer as the method's result type.
  /// - Throws: ``ProvisionError``; `rejected` when the portal answers with `success` false, `invalidParameter` for a
  ///   value that can't be sent, `unexpectedResponse` with the delivery `answered` for an answer that doesn't match the
  ///   contract.
  public func perform<Operation: ProvisionOperation>(
    _ operation: Operation
  ) async throws(ProvisionError) -> Operation.Result {
    let writer = try operation.written()
    let response = try await core.call(Operation.contract, writer).orRejection()
    do {
      return try operation.result(from: response)
    } catch {
      throw ProvisionError(
        .unexpectedResponse, delivery: .answered, operation: Operation.contract.name,
        reason:
          "the service's answer is not what its contract says: \(core.redact("\(error)", of: writer.secrets))",
        advice:
          "The method ran, and `response` has its answer. If the service's WSDL has changed, compare it with the one "
          + "that the code was made from; if it hasn't, the service doesn't keep to it.",
        response: response)
    }
  }

  /// Calls a web method and returns the portal's answer, whatever its `success` is.
  ///
  /// - Parameter operation: The web method with its values.
  /// - Returns: The answer. `success` false isn't an error here, unless it is a failed login.
  /// - Throws: ``ProvisionError`` when there is no answer, for a failed login, and for a value that can't be sent.
  public func response<Operation: ProvisionOperation>(
    to operation: Operation
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await core.call(Operation.contract, try operation.written())
  }

  /// Calls a web method by its name, even one without a type in this package.
  ///
  /// The client adds the login. A method that `contract` knows is checked like the typed ones. Its parameters may come
  /// in any order and are sent in the contract's. The parameters of another method are sent as they are, in the given
  /// order: **the server silently ignores a misspelled name.**
  ///
  /// - Parameters:
  ///   - method: The method's name as on the wire.
  ///   - parameters: Names and values after the login; an absent parameter isn't sent.
  ///   - contract: The contract to check against; `nil` checks only for characters that XML can't carry.
  /// - Returns: The answer.
  /// - Throws: ``ProvisionError``; `rejected` when the portal answers with `success` false, `invalidParameter` for a
  ///   name or value that can't be sent.
  @discardableResult
  public func call(
    _ method: String, parameters: [(name: String, value: String)] = [],
    checkedAgainst contract: Contract? = .builtIn
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await response(toMethod: method, parameters: parameters, checkedAgainst: contract)
      .orRejection()
  }

  /// Calls a web method by its name and returns the portal's answer, whatever its `success` is.
  ///
  /// - Parameters:
  ///   - method: The method's name as on the wire.
  ///   - parameters: Names and values after the login; an absent parameter isn't sent.
  ///   - contract: The contract to check against; `nil` checks only for characters that XML can't carry.
  /// - Returns: The answer. `success` false isn't an error here, unless it is a failed login.
  /// - Throws: ``ProvisionError`` as ``call(_:parameters:checkedAgainst:)``, but not `rejected`.
  public func response(
    toMethod method: String, parameters: [(name: String, value: String)] = [],
    checkedAgainst contract: Contract? = .builtIn
  ) async throws(ProvisionError) -> ProvisionResponse {
    let call: NamedCall
    do {
      call = try NamedCall(method, parameters: parameters, checkedAgainst: contract, for: configuration)
    } catch {
      throw error.during(method)
    }
    return try await core.call(call.contract, call.writer, isByName: !call.isKnown)
  }

  /// Why these credentials aren't used, or `nil` while the login latch is open.
  ///
  /// - Returns: The record of the failed login that closed the latch, or of the answers or processes that left it in
  ///   doubt.
  /// - Throws: ``ProvisionError`` of code `latchUnavailable`.
  public func loginLatchRecord() throws(ProvisionError) -> LatchRecord? { try core.gate.record() }

  /// Whether the portal accepted this login, with no failure and no opening of the latch since.
  package var isLoginProven: Bool { core.gate.isProven }

  /// Opens the login latch for this client's user.
  ///
  /// Do it after the account is unlocked in the portal and the password is checked: the next call is a login again.
  ///
  /// - Returns: The records of what had closed the latch; empty if it was open.
  /// - Throws: ``ProvisionError`` of code `latchUnavailable`.
  @discardableResult
  public func openLoginLatch() throws(ProvisionError) -> [LatchRecord] {
    try core.gate.open()
  }

  /// Ends the client and all its copies.
  ///
  /// Later calls fail with `closed`; calls under way continue. A transport that was given to the client stays open.
  /// Closing twice has no further effect.
  public func close() { core.close() }
}

extension ProvisionClient {
  /// The names of the methods of this type, which generated code must not use.
  package static let methodNames: Set<String> = Set(
    Contract.builtIn.operations.map { $0.name.prefix(1).lowercased() + $0.name.dropFirst() }
  ).union(["perform", "response", "call", "loginLatchRecord", "openLoginLatch", "close", "configuration"])
}
