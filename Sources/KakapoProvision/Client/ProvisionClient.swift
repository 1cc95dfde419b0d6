public import HTTPTransport
public import Logging

/// A client of the Kakapo `ProvisionV3` web service: one method for each web method, with the same name.
///
/// Values of this type are cheap to copy, share their connections and may be used from many tasks at once.
///
/// What it sees to:
///
/// - Until the login has been accepted once, one call at a time goes out. A failed login closes the
///   latch: every waiting and later call fails here with `loginLatched` and nothing is sent.
/// - Nothing with credentials is sent before the service's own WSDL was compared with what is about to be
///   used: see ``ContractCheck``.
/// - Bad values are refused by the parameter's name before anything is sent.
/// - Nothing is sent twice: no redirect is followed, no call is repeated. An error says with its
///   ``ProvisionError/delivery`` whether the call may have been carried out.
/// - No password appears in an error, a description, a dump or a log line.
public struct ProvisionClient: Sendable {
  /// Where the service is and how it is spoken to.
  public var configuration: Configuration { core.configuration }

  /// The Interface User at the endpoint, in one spelling of those that mean the same.
  package var account: LoginAccount { core.gate.login.account }

  /// The Interface User's name as it is sent.
  package var userName: String { core.gate.login.credentials.userName }

  let core: ClientCore

  /// Makes a client; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - credentials: The Interface User's name and password.
  ///   - configuration: Where the service is; the vendor's address by default.
  ///   - transport: What carries the requests; `nil` for a ``URLSessionTransport`` of its own.
  ///   - latch: What remembers failed logins; by default one that all clients of this process share.
  ///   - logger: Where to log; `nil` for nowhere. A call is logged at `debug` with its method, outcome and
  ///     duration, never with its parameters. A failed login, and words that may mean one, are logged at `error` with
  ///     the server's words; a trial that follows one that was left behind at `warning`.
  /// - Throws: ``ProvisionError`` of code `invalidConfiguration` for an endpoint that is no https URL, or
  ///   credentials that cannot be right: empty, with characters XML cannot carry, with white space around
  ///   the name or line breaks around the password.
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
  /// - Parameter operation: The web method with its values.
  /// - Returns: What the method's type makes of the answer.
  /// - Throws: ``ProvisionError``; `rejected` when the portal answers with `success` false.
  public func perform<Operation: ProvisionOperation>(
    _ operation: Operation
  ) async throws(ProvisionError) -> Operation.Result {
    operation.result(from: try await response(to: operation).orRejection())
  }

  /// Calls a web method and returns the portal's answer, whatever its `success` is.
  ///
  /// - Parameter operation: The web method with its values.
  /// - Returns: The answer. `success` false is no error here, unless it is a failed login.
  /// - Throws: ``ProvisionError`` when there is no answer, and for a failed login.
  public func response<Operation: ProvisionOperation>(
    to operation: Operation
  ) async throws(ProvisionError) -> ProvisionResponse {
    let name = Operation.contract.name
    let parameters: [RequestElement]
    do {
      parameters = try ParameterRules.check(operation.values, against: Operation.contract)
    } catch {
      throw error.during(name)
    }
    return try await core.call(
      name, parameters: parameters, secrets: Operation.contract.secrets(in: operation.values))
  }

  /// Calls a web method by its name, also one that has no type in this package.
  ///
  /// The login is added. A method that `contract` knows is checked like the typed ones; its parameters may
  /// come in any order and are sent in the contract's. Another method's parameters are sent as they are, in
  /// the order given: **a misspelled name is silently ignored by the server.**
  ///
  /// - Parameters:
  ///   - method: The method's name as on the wire.
  ///   - parameters: Names and values after the login; what is absent is not sent.
  ///   - contract: What to check against; `nil` for nothing but what XML can carry.
  /// - Returns: The answer.
  /// - Throws: ``ProvisionError``; `rejected` when the portal answers with `success` false,
  ///   `invalidParameter` for a name or value that cannot be sent.
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
  ///   - parameters: Names and values after the login; what is absent is not sent.
  ///   - contract: What to check against; `nil` for nothing but what XML can carry.
  /// - Returns: The answer. `success` false is no error here, unless it is a failed login.
  /// - Throws: ``ProvisionError`` as ``call(_:parameters:checkedAgainst:)``, but not `rejected`.
  public func response(
    toMethod method: String, parameters: [(name: String, value: String)] = [],
    checkedAgainst contract: Contract? = .builtIn
  ) async throws(ProvisionError) -> ProvisionResponse {
    let checked: DynamicCall
    do {
      checked = try DynamicCall(method, parameters: parameters, contract: contract)
    } catch {
      throw error.during(method)
    }
    return try await core.call(
      method, parameters: checked.parameters, secrets: checked.secrets, isOfContract: contract != nil)
  }

  /// Why these credentials are not used, or `nil` while the login latch is open.
  ///
  /// - Returns: The failed login that closed the latch.
  /// - Throws: ``ProvisionError`` of code `latchUnavailable`.
  public func loginLatchRecord() throws(ProvisionError) -> LatchRecord? { try core.gate.record() }

  /// Whether this login was accepted, and nothing failed or was opened since.
  package var isLoginProven: Bool { core.gate.isProven }

  /// Opens the login latch for this client's user.
  ///
  /// Do it after the account was unlocked in the portal and the password checked: the next call is a
  /// login again.
  ///
  /// - Returns: The failed logins that had closed it; none when it was open.
  /// - Throws: ``ProvisionError`` of code `latchUnavailable`.
  @discardableResult
  public func openLoginLatch() throws(ProvisionError) -> [LatchRecord] {
    try core.gate.open()
  }

  /// Ends the client and all its copies.
  ///
  /// Later calls fail with `closed`; calls under way go on. A transport that was given to the client is
  /// left open. Closing twice does nothing more.
  public func close() { core.close() }
}
