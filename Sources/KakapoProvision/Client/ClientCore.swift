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

  /// Calls a web method.
  ///
  /// - Parameters:
  ///   - contract: What the caller knows of the method.
  ///   - content: The checked parameters after the login.
  ///   - isByName: Whether the caller knows only the method's name.
  /// - Returns: The portal's answer, whatever its `success` is. Its `success` is true if the answer has no such element.
  /// - Throws: ``ProvisionError``, also for a failed login.
  func call(
    _ contract: OperationDescription, _ content: TypedWriter, isByName: Bool = false
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await call(
      WireCall(
        contract, content, credentials, as: configuration.namespaceAndAction(of: contract), isByName: isByName
      ))
  }

  /// A text without the password and without the secrets of a call.
  func redact(_ text: String, of secrets: [Secret]) -> String { redactor.adding(secrets)(text) }

  private func call(_ call: WireCall) async throws(ProvisionError) -> ProvisionResponse {
    let method = call.contract.name
    let start = ContinuousClock.now
    do {
      let response = try await attempt(call, from: start)
      log(method, response.success ? "succeeded" : "rejected", since: start)
      if response.isInOtherNamespaces, !call.contract.isOfBuiltIn {
        logger?.notice(
          "\(method): the answer is in another namespace than the contract says, so only its local names count"
        )
      }
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
    let call = try await fitted(call, until: deadline)
    let request = try envelope(of: call)
    let reader = AnswerReader(
      operation: call.contract.name, names: call.answer, sentBody: request.body,
      sentParameters: call.parameters, loginNames: call.loginNames,
      namespace: call.isByName ? nil : call.contract.answer?.root?.namespace,
      redact: redactor.adding(call.secrets))
    // A call without a login proves nothing about it and risks nothing.
    guard call.carriesLogin else {
      return try await exchange(request, until: deadline, reader).result.get()
    }
    let (result, settlement) = try await gate.withAdmission(
      until: deadline, settled: configuration.settledLoginFailure, logger: logger
    ) { isProven in
      let (result, finding) = await exchange(request, until: deadline, reader)
      return (result, outcome(of: finding, result, isProven: isProven, reader.redact))
    }
    switch settlement {
    case .settled(let problem):
      if let problem { logger?.error("the login latch can't record an answer: \(problem)") }
      return try result.get()
    case .failed(let record, let problem): throw loginFailed(record, problem, result)
    }
  }

  /// The call as the live contract needs it.
  private func fitted(
    _ call: WireCall, until deadline: ContinuousClock.Instant
  ) async throws(ProvisionError) -> WireCall {
    guard !contract.isOff else { return call }
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
  ) throws(ProvisionError) -> WireCall {
    let (plan, isNew) = description.plans.withLock { plans in
      let key = ContractPlan.Key(call)
      if let plan = plans[key] { return (plan, false) }
      let plan = ContractPlan(for: call, in: description.contract)
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
        wrapper: call.wrapper, namespace: call.namespace, action: call.action, attributes: call.attributes,
        headers: call.headers, parameters: call.parameters)
    } catch {
      throw .invalidParameter("parameters", reason: "\(error)")
    }
  }

  /// Sends a call and reads its answer.
  ///
  /// - Returns: The result, and what the answer says about the login.
  private func exchange(
    _ request: SOAPRequest, until deadline: ContinuousClock.Instant, _ reader: AnswerReader
  ) async -> (result: Result<ProvisionResponse, ProvisionError>, finding: LoginFinding) {
    var finding = LoginFinding.silent
    do {
      let answer = try await send(request, until: deadline, redact: reader.redact)
      return (.success(try reader.read(answer, finding: &finding)), finding)
    } catch {
      return (.failure(error), finding)
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

  /// What a call shows about its login.
  private func outcome(
    of finding: LoginFinding, _ result: Result<ProvisionResponse, ProvisionError>, isProven: Bool,
    _ redact: Redactor
  ) -> LoginGate.Outcome {
    let quote = finding.quote(redact)
    if finding.verdict == .ambiguous {
      logger?.error(
        "words that may mean a failed login count as \(isProven ? "the row's refusal, since the login is proven" : "one")",
        metadata: ["quote": "\(quote)", "rule": "\(finding.rule)"])
    }
    if finding.isFailure(ofProvenLogin: isProven) {
      logger?.error(
        "the login failed, and nothing more is sent until a person opens the latch",
        metadata: ["outcome": "loginFailed", "quote": "\(quote)", "rule": "\(finding.rule)"])
      return .failed(record(of: result, quote, cause: .failed))
    }
    return switch finding.verdict {
    case .accepted: .answered(.accepted)
    case .unclear: .answered(.unclear(record(of: result, quote, cause: .unclear)))
    case .failed, .ambiguous, .silent: .answered(.silent)
    }
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
      throw .invalidConfiguration("the SOAPAction \(quoted(action)) can't be in an HTTP header")
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
