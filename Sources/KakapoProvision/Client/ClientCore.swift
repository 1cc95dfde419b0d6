import Foundation
import HTTPTypes
import Logging
import SOAP
import Synchronization
import XMLCore

/// What all copies of a client share, and the way of a call: admit, send, read, settle.
final class ClientCore: Sendable {
  let configuration: ProvisionClient.Configuration
  let gate: LoginGate
  private let credentials: Credentials
  private let redactor: Redactor
  private let endpoint: Endpoint
  private let transport: any Transport
  private let ownedTransport: URLSessionTransport?
  private let logger: Logger?
  private let isClosed = Mutex(false)

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
    gate = LoginGates.gate(
      for: LoginIdentity(endpoint: configuration.endpoint, credentials: credentials), latch: latch)
  }

  deinit { ownedTransport?.close() }

  /// Calls a web method.
  ///
  /// - Parameter call: What goes out.
  /// - Returns: The portal's answer, whatever its `success` is.
  /// - Throws: ``ProvisionError``, also for a failed login.
  func call(
    _ call: WireCall
  ) async throws(ProvisionError) -> ProvisionResponse {
    let method = call.method
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
    let request = try envelope(of: call)
    let deadline = start + configuration.timeout
    // A call that carries no login proves nothing of it and puts nothing at risk.
    let admission = call.carriesLogin ? try await gate.admit(until: deadline) : .free
    let reader = AnswerReader(
      operation: call.method, sentBody: request.body, sentParameters: call.parameters.map(\.name),
      redact: redactor.adding(call.secrets), typed: call.typed)
    var verdict = LoginVerdict.unknown
    let response: ProvisionResponse
    do {
      let answer = try await send(request, until: deadline, redact: reader.redact)
      response = try reader.read(answer, verdict: &verdict)
    } catch {
      throw settle(admission, error, call.carriesLogin ? verdict : .unknown)
    }
    return try settle(admission, response, call.carriesLogin ? verdict : .unknown)
  }

  private func envelope(of call: WireCall) throws(ProvisionError) -> SOAPRequest {
    do {
      return try SOAPRequest(
        method: call.typed?.request ?? call.method,
        namespace: call.typed?.namespace ?? configuration.namespace,
        action: call.typed?.soapAction ?? configuration.action(of: call.method),
        attributes: call.attributes, parameters: login(of: call) + call.parameters)
    } catch {
      throw .invalidParameter("parameters", reason: "\(error)")
    }
  }

  private func login(of call: WireCall) -> [RequestElement] {
    guard call.carriesLogin else { return [] }
    let contract = Contract.builtIn
    let names = call.typed?.login
    let namespace = names.flatMap { $0.namespace == call.typed?.namespace ? nil : $0.namespace }
    return [
      RequestElement(
        names?.userName ?? contract.loginUserNameParameter, .text(credentials.userName),
        namespace: namespace),
      RequestElement(
        names?.password ?? contract.loginPasswordParameter, .text(credentials.password.revealed),
        namespace: namespace),
    ]
  }

  private func send(
    _ request: SOAPRequest, until deadline: ContinuousClock.Instant, redact: Redactor
  ) async throws(ProvisionError) -> TransportResponse {
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

  /// Gives the admission back for an answer, and turns a failed login into an error.
  private func settle(
    _ admission: LoginGate.Admission, _ response: ProvisionResponse, _ verdict: LoginVerdict
  ) throws(ProvisionError) -> ProvisionResponse {
    guard verdict == .failed else {
      gate.settle(admission, verdict)
      return response
    }
    throw loginFailed(
      admission, operation: response.operation, serverText: response.errorMessage ?? "")
  }

  /// Gives the admission back for an error, and turns a fault that is a failed login into one.
  private func settle(
    _ admission: LoginGate.Admission, _ error: ProvisionError, _ verdict: LoginVerdict
  ) -> ProvisionError {
    guard let fault = error.fault, verdict == .failed else {
      gate.settle(admission, .unknown)
      return error
    }
    return loginFailed(
      admission, operation: error.operation ?? "", serverText: error.serverText ?? "",
      fault: fault, status: error.httpStatus)
  }

  private func loginFailed(
    _ admission: LoginGate.Admission, operation: String, serverText: String,
    fault: ProvisionError.Fault? = nil, status: Int? = nil
  ) -> ProvisionError {
    let record = LatchRecord(
      endpoint: configuration.endpoint, userName: credentials.userName, date: Date(),
      operation: operation, serverText: serverText)
    let problem = gate.fail(admission, record)
    return ProvisionError(
      .loginFailed, delivery: .refused, operation: operation,
      reason:
        "the portal refused the login of \(quoted(credentials.userName)), and the account is locked now",
      advice: record.advice
        + (problem.map { " This process sends nothing more with them, but other processes will: \($0)." }
          ?? ""),
      serverText: serverText, httpStatus: status, fault: fault, underlyingError: problem)
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
