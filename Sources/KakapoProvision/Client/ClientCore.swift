import Foundation
import HTTPTransport
import HTTPTypes
import Logging
import Support
import XMLCore

/// The state that all copies of a client share, and the path of a call: admit, send, read, settle.
final class ClientCore: Sendable {
  let configuration: ProvisionClient.Configuration
  let gate: LoginGate
  private let credentials: Credentials
  private let redactor: Redactor
  private let endpoint: Endpoint
  private let transport: any Transport
  private let ownedTransport: URLSessionTransport?
  private let logger: Logger?
  private let contract: LiveContract
  private let isClosed = Locked(false)

  init(
    credentials: Credentials, configuration: ProvisionClient.Configuration,
    transport: (any Transport)?, latch: any LoginLatch, logger: Logger?
  ) throws(ProvisionError) {
    try CredentialRules.check(credentials)
    try ClientCore.check(configuration)
    endpoint = try Endpoint(configuration.endpoint)
    self.credentials = credentials
    redactor = Redactor([credentials.password])
    self.configuration = configuration
    self.logger = logger
    if let transport {
      self.transport = transport
      ownedTransport = nil
    } else {
      let own = URLSessionTransport()
      self.transport = own
      ownedTransport = own
    }
    contract = LiveContract(
      check: configuration.contractCheck, endpoint: endpoint, transport: self.transport,
      timeout: configuration.timeout)
    gate = LoginGates.gate(
      for: LoginIdentity(endpoint: configuration.endpoint, credentials: credentials), latch: latch)
  }

  deinit { ownedTransport?.close() }

  /// Calls a web method of the contract, or one that the caller names.
  ///
  /// - Parameters:
  ///   - method: The method's name as this package or the caller knows it.
  ///   - parameters: The checked parameters after the login, in the order known here.
  ///   - secrets: The values among them that no error may show.
  ///   - isOfContract: Whether this package's contract says how to call the method, if it has the method.
  /// - Returns: The portal's answer, whatever its `success` is.
  /// - Throws: ``ProvisionError``, also for a failed login.
  func call(
    _ method: String, parameters: [RequestElement], secrets: [Secret], isOfContract: Bool = true
  ) async throws(ProvisionError) -> ProvisionResponse {
    let names = [Contract.builtIn.loginUserNameParameter, Contract.builtIn.loginPasswordParameter]
    return try await call(
      WireCall(
        operation: method, method: method, namespace: configuration.namespace,
        action: configuration.action(of: method), loginNames: names,
        parameters: login(names, namespace: nil) + parameters, secrets: secrets,
        answer: AnswerNames(of: method), isOfContract: isOfContract))
  }

  /// Calls a web method whose type was generated from a WSDL.
  ///
  /// - Parameters:
  ///   - wire: The names in that WSDL.
  ///   - parameters: The parameters after the login.
  ///   - attributes: The attributes of the element around them.
  ///   - secrets: The values among them that no error may show.
  /// - Returns: The answer. Its `success` is true if the answer has no such element.
  /// - Throws: ``ProvisionError``, also for a failed login.
  func call(
    _ wire: TypedWire, parameters: [RequestElement], attributes: [RequestElement.Attribute], secrets: [Secret]
  ) async throws(ProvisionError) -> ProvisionResponse {
    let names = wire.login.map { [$0.userName, $0.password] } ?? []
    let namespace = wire.login.flatMap { $0.namespace == wire.namespace ? nil : $0.namespace }
    return try await call(
      WireCall(
        operation: wire.operation, method: wire.request, namespace: wire.namespace, action: wire.soapAction,
        loginNames: names, parameters: login(names, namespace: namespace) + parameters, secrets: secrets,
        answer: AnswerNames(of: wire), isOfContract: false, isGenerated: true, attributes: attributes))
  }

  /// A text without the password and without the secrets of a call.
  func redact(_ text: String, of secrets: [Secret]) -> String { redactor.adding(secrets)(text) }

  private func login(_ names: [String], namespace: String?) -> [RequestElement] {
    zip(names, [credentials.userName, credentials.password.revealed]).map {
      RequestElement($0, .text($1), namespace: namespace)
    }
  }

  private func call(_ call: WireCall) async throws(ProvisionError) -> ProvisionResponse {
    let method = call.operation
    let start = ContinuousClock.now
    do {
      let response = try await attempt(call, from: start)
      log(method, response.success ? "succeeded" : "rejected", since: start)
      return response
    } catch {
      let error = error.during(method)
      log(method, "failed: \(error.code), delivery: \(error.delivery)", since: start)
      throw error
    }
  }

  func close() {
    isClosed.withLock { $0 = true }
    ownedTransport?.close()
  }

  private func attempt(
    _ call: WireCall, from start: ContinuousClock.Instant
  ) async throws(ProvisionError) -> ProvisionResponse {
    if isClosed.withLock({ $0 }) {
      throw ProvisionError(
        .closed, delivery: .notSent, reason: "the client was closed", advice: "Make a new client.")
    }
    // A longer timeout would overflow in the system's clock.
    let deadline = start + min(configuration.timeout, .seconds(1_000_000_000))
    var call = call
    // Report a bad value before fetching anything.
    var request = try envelope(of: call)
    if let fitted = try await fitted(call, until: deadline) {
      call = fitted
      request = try envelope(of: call)
    }
    // A call without a login proves nothing about it and risks nothing.
    let admission: LoginGate.Admission =
      call.carriesLogin
      ? try await gate.admit(until: deadline, settled: configuration.settledLoginFailure, logger: logger)
      : .free
    let reader = AnswerReader(
      operation: call.operation, names: call.answer, sentBody: request.body,
      sentParameters: call.parameters, loginNames: call.loginNames, redact: redactor.adding(call.secrets))
    var finding = LoginFinding.silent
    let result: Result<ProvisionResponse, ProvisionError>
    do {
      let answer = try await send(request, until: deadline, redact: reader.redact)
      result = .success(try reader.read(answer, finding: &finding))
    } catch {
      result = .failure(error)
    }
    return try settle(admission, result, call.carriesLogin ? finding : .silent, reader.redact)
  }

  /// The call as the live contract needs it; `nil` if the call already fits.
  private func fitted(
    _ call: WireCall, until deadline: ContinuousClock.Instant
  ) async throws(ProvisionError) -> WireCall? {
    guard !contract.isOff, call.carriesLogin else { return nil }
    let description = try await contract.current(until: deadline)
    do {
      return try fitted(call, to: description)
    } catch {
      guard let renewed = try await contract.renewed(description, until: deadline) else { throw error }
      return try fitted(call, to: renewed)
    }
  }

  private func fitted(
    _ call: WireCall, to description: LiveContract.Description
  ) throws(ProvisionError) -> WireCall? {
    let (plan, isNew) = try description.plans.withLock { plans throws(ProvisionError) in
      let key = ContractPlan.Key(call)
      if let plan = plans[key] { return (plan, false) }
      let plan = ContractPlan(
        for: call, in: description.definitions,
        builtIn: call.isOfContract ? try BuiltInDefinitions.value() : nil)
      plans[key] = plan
      return (plan, true)
    }
    let fitted = try plan.fitted(call)
    if isNew, !plan.followed.isEmpty {
      logger?.notice("following the service's contract: \(plan.followed.joined(separator: " "))")
    }
    return fitted
  }

  private func envelope(of call: WireCall) throws(ProvisionError) -> SOAPRequest {
    do {
      return try SOAPRequest(
        method: call.method, namespace: call.namespace, action: call.action, attributes: call.attributes,
        parameters: call.parameters)
    } catch {
      throw .invalidParameter("parameters", reason: "\(error)")
    }
  }

  private func send(
    _ request: SOAPRequest, until deadline: ContinuousClock.Instant, redact: Redactor
  ) async throws(ProvisionError) -> TransportResponse {
    guard deadline > .now else {
      throw ProvisionError(
        .timedOut, delivery: .notSent, reason: "the deadline passed before the call could be sent",
        remedies: [.retryWithMoreTime])
    }
    do {
      return try await transport.send(
        TransportRequest(
          head: endpoint.request(.post, headerFields: request.headerFields), body: request.body,
          timeout: ContinuousClock.now.duration(to: deadline),
          maximumResponseBytes: configuration.maximumResponseBytes))
    } catch {
      throw ProvisionError(transportError: error, redact: redact)
    }
  }

  /// Gives the admission back, and throws an error if the answer means a failed login.
  private func settle(
    _ admission: LoginGate.Admission, _ result: Result<ProvisionResponse, ProvisionError>,
    _ finding: LoginFinding,
    _ redact: Redactor
  ) throws(ProvisionError) -> ProvisionResponse {
    let isProven = if case .free = admission { true } else { false }
    let quote = finding.quote(redact)
    if finding.verdict == .ambiguous {
      logger?.error(
        "words that may mean a failed login count as \(isProven ? "the row's refusal, since the login is proven" : "one")",
        metadata: ["quote": "\(quote)", "rule": "\(finding.rule)"])
    }
    guard finding.isFailure(ofProvenLogin: isProven) else {
      let answer: LoginState.Answer =
        switch finding.verdict {
        case .accepted: .accepted
        case .unclear: .unclear(record(of: result, quote, cause: .unclear))
        case .failed, .ambiguous, .silent: .silent
        }
      if let problem = gate.settle(admission, answer) {
        logger?.error("the login latch can't record an answer: \(problem)")
      }
      return try result.get()
    }
    let (record, problem) = gate.fail(admission, record(of: result, quote, cause: .failed))
    logger?.error(
      "the login failed, and nothing more is sent until a person opens the latch",
      metadata: ["outcome": "loginFailed", "quote": "\(quote)", "rule": "\(finding.rule)"])
    throw loginFailed(record, problem, result)
  }

  /// The record of an answer for the latch.
  private func record(
    of result: Result<ProvisionResponse, ProvisionError>, _ quote: String, cause: LatchRecord.Cause
  ) -> LatchRecord {
    let (operation, text) =
      switch result {
      case .success(let response): (response.operation, response.errorMessage ?? "")
      case .failure(let error): (error.operation ?? "", error.serverText ?? "")
      }
    return LatchRecord(
      endpoint: configuration.endpoint, userName: credentials.userName, date: Date(), operation: operation,
      serverText: text.contains(quote) ? text : quote, cause: cause)
  }

  private func loginFailed(
    _ record: LatchRecord, _ problem: (any Error)?, _ result: Result<ProvisionResponse, ProvisionError>
  ) -> ProvisionError {
    let error: ProvisionError? = if case .failure(let error) = result { error } else { nil }
    // A page may be about a login somewhere behind the method. The method has begun in that case.
    let mayHaveApplied = error.map { $0.fault == nil && $0.delivery == .mayHaveApplied } ?? false
    let unwritten =
      problem.map { "; other processes may send more, because this could not be written down (\($0))" } ?? ""
    return ProvisionError(
      .loginFailed, delivery: mayHaveApplied ? .mayHaveApplied : .refused, operation: record.operation,
      reason:
        "the portal refused the login of \(quoted(credentials.userName)), and the account is locked now"
        + unwritten,
      remedies: record.remedies,
      serverText: record.serverText, httpStatus: error?.httpStatus, fault: error?.fault,
      underlyingError: problem)
  }

  private func log(_ method: String, _ outcome: String, since start: ContinuousClock.Instant) {
    logger?.debug("\(method) \(outcome)", metadata: ["duration": "\(ContinuousClock.now - start)"])
  }

  private static func check(
    _ configuration: ProvisionClient.Configuration
  ) throws(ProvisionError) {
    guard !configuration.namespace.isEmpty,
      XMLCharacters.firstIllegal(in: configuration.namespace) == nil
    else { throw .invalidConfiguration("the namespace \(quoted(configuration.namespace)) cannot be used") }
    let action = configuration.action(of: "Method")
    guard action.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0 != "\"" }) else {
      throw .invalidConfiguration("the SOAPAction \(quoted(action)) cannot stand in an HTTP header")
    }
    guard configuration.timeout > .zero else {
      throw .invalidConfiguration("the timeout \(configuration.timeout) is not more than nothing")
    }
    guard configuration.maximumResponseBytes > 0 else {
      throw .invalidConfiguration(
        "the response limit \(configuration.maximumResponseBytes) is not more than nothing")
    }
  }
}
