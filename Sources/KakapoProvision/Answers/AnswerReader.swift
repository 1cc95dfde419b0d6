package import HTTPTransport
import Support
import XMLCore

/// Reads the answer to one call: first its body, then its status.
package struct AnswerReader {
  let operation: String
  /// The element names of the answer.
  let names: AnswerNames
  /// The request body; faults point to positions in it.
  let sentBody: [UInt8]
  let sentParameters: [RequestElement]
  let loginNames: [String]
  /// The namespace that the caller's contract has for the answer; `nil` if the caller doesn't know one.
  let namespace: String?
  let redact: Redactor

  /// Makes a reader for the answer of one call.
  ///
  /// - Parameters:
  ///   - operation: The web method.
  ///   - names: The element names of the answer.
  ///   - sentBody: The request body.
  ///   - sentParameters: Its parameters, with the login.
  ///   - loginNames: The names of the login parameters.
  ///   - namespace: The namespace that the caller's contract has for the answer; `nil` if the caller doesn't know one.
  ///   - redact: Removes the call's secrets from errors.
  package init(
    operation: String, names: AnswerNames, sentBody: [UInt8], sentParameters: [RequestElement],
    loginNames: [String], namespace: String? = nil, redact: Redactor
  ) {
    self.operation = operation
    self.names = names
    self.sentBody = sentBody
    self.sentParameters = sentParameters
    self.loginNames = loginNames
    self.namespace = namespace
    self.redact = redact
  }

  /// Reads an answer.
  ///
  /// - Parameters:
  ///   - response: The transport's response.
  ///   - finding: Receives what the answer says about the login. It is read from the server's own words, before
  ///     redaction: a password such as "login" would be removed from them.
  /// - Returns: The method's answer, whatever its `success` is.
  /// - Throws: ``ProvisionError`` for a response that isn't an answer of the method.
  package func read(
    _ response: TransportResponse, finding: inout LoginFinding
  ) throws(ProvisionError) -> ProvisionResponse {
    let answer = HTTPAnswer(response)
    let reply: SOAPReply
    let envelope: ElementTree
    do {
      (reply, envelope) = try SOAPReply.read(
        answer.body, charset: answer.charset, limits: limits(for: answer))
    } catch {
      // A one-way call may have no envelope as its answer.
      if names.isOneWay, answer.isEmpty, answer.isGood,
        let nothing = try? XMLReader().read(Array("<Body/>".utf8))
      {
        return withoutContent(nothing)
      }
      finding = self.finding(inPage: answer)
      throw noReply(answer, because: error)
    }
    if case .empty = reply, names.response != nil || !answer.isGood {
      finding = self.finding(inPage: answer)
      throw noReply(answer, because: .noBody)
    }
    switch reply {
    case .fault(let fault):
      let error = read(fault, status: answer.status)
      let isBeforeMethod = error.delivery == .refused
      finding = LoginFinding(
        envelope.loginTexts, of: sentWords, from: isBeforeMethod ? .faultBeforeMethod : .fault)
      throw error
    case .body(let element), .empty(let element):
      let response: ProvisionResponse
      do {
        response = if case .empty = reply { withoutContent(element) } else { try read(element, answer) }
        finding = self.finding(in: response, envelope)
      } catch {
        finding = LoginFinding(envelope.loginTexts, of: sentWords, from: .fault)
        throw error
      }
      if let header = envelope.mandatoryHeader { throw notUnderstood(header, answer, response) }
      return response
    }
  }

  /// The error for an answer whose header may contradict its body; it includes the body's answer.
  private func notUnderstood(
    _ header: ElementTree, _ answer: HTTPAnswer, _ response: ProvisionResponse
  ) -> ProvisionError {
    let name = [header.namespace, header.name].compactMap { $0.map { redact($0) } }.joined(separator: " ")
    return unexpected(
      answer,
      "the answer says that the call \(response.success ? "succeeded" : "was rejected"), but it has the "
        + "header \(quoted(name)), which must be understood and is unknown here", response: response)
  }

  private func finding(in response: ProvisionResponse, _ envelope: ElementTree) -> LoginFinding {
    guard response.success else { return LoginFinding(envelope.loginTexts, of: sentWords, from: .refusal) }
    guard response.saysSuccess else { return LoginFinding(envelope.plainTexts, of: sentWords, from: .data) }
    // The data of a good answer may be anything. Only its message is the server's statement about the call.
    guard let message = response.errorMessage, !message.isEmpty else { return .accepted }
    let contrary = LoginFinding([message], of: sentWords, from: .data)
    return contrary.verdict == .failed ? contrary : .accepted
  }

  /// Judges a page, which may come from the service or from something in front of it.
  private func finding(inPage answer: HTTPAnswer) -> LoginFinding {
    // UTF-16 is readable after its zero bytes are removed.
    let page = String(decoding: answer.body.filter { $0 != 0 }, as: UTF8.self)
    // XML of another shape is read as XML.
    let root = try? XMLReader(limits: limits(for: answer)).read(answer.body, charset: answer.charset)
    let texts = root?.loginTexts ?? [ServerText.words(of: page, separatingBlocks: true)]
    let finding = LoginFinding(texts, of: sentWords, from: answer.isXML ? .fault : .page)
    // A form with a password field is for another login.
    let isForm = page.contains(/type\s*=\s*["']?password/.ignoresCase())
    return isForm && !finding.isDocumented ? .silent : settled(finding, answer)
  }

  /// What an answer means together with its status.
  private func settled(_ finding: LoginFinding, _ answer: HTTPAnswer) -> LoginFinding {
    // A challenge is about another login, which the client doesn't have.
    if answer.status == 401 || answer.status == 407 { return finding.isDocumented ? finding : .silent }
    return finding.verdict == .unclear && refusal(answer) != nil ? .silent : finding
  }

  /// The caller's own parameters; the server may quote their values.
  private var callersParameters: [RequestElement] {
    sentParameters.filter { parameter in !loginNames.contains { AnswerReader.isSent($0, as: parameter) } }
  }

  /// Whether a parameter has a name, which the service may spell in another letter case.
  private static func isSent(_ name: String, as parameter: RequestElement) -> Bool {
    name.lowercased() == parameter.name.lowercased()
  }

  /// The values of the call that an answer may quote.
  private var sentWords: LoginCallWords {
    let login = loginNames.map { name in
      sentParameters.first { AnswerReader.isSent(name, as: $0) }?.texts.first ?? ""
    }
    return LoginCallWords(
      userName: login.first ?? "", password: login.dropFirst().first ?? "",
      values: callersParameters.flatMap(\.texts),
      parameterNames: callersParameters.flatMap(\.names), loginNames: loginNames)
  }

  private func limits(for answer: HTTPAnswer) -> XMLLimits {
    // The transport has already limited the size, and transcoding may enlarge the text.
    XMLLimits(bytes: max(1024, answer.body.count * 3))
  }

  private func read(_ element: ElementTree, _ answer: HTTPAnswer) throws(ProvisionError) -> ProvisionResponse
  {
    guard let expected = names.response, element.nameEquals(expected) else {
      throw unexpected(
        answer,
        "the answer is not \(names.response ?? "an empty body") but \(quoted(redact(element.name)))")
    }
    guard let resultName = names.result else {
      // The WSDL's elements may have slightly different names, so compare their spelling.
      let result = element.childElements.first { $0.child(spelledLike: names.success) != nil } ?? element
      guard let success = result.child(spelledLike: names.success),
        let flag = try? Bool(xmlText: success.text)
      else {
        return ProvisionResponse(
          operation: operation, success: true, errorMessage: nil, result: element, saysSuccess: false,
          isInOtherNamespaces: isInOtherNamespaces(element))
      }
      return response(flag, result, whole: element, element)
    }
    guard let result = element.child(resultName) else {
      throw unexpected(answer, "the answer does not contain \(resultName)")
    }
    guard let success = result.child(spelledLike: names.success) else {
      throw unexpected(answer, "the answer does not say whether the call succeeded: success is missing")
    }
    guard answer.status != 206 else { throw unexpected(answer, "the answer is incomplete (HTTP 206)") }
    var statements = 0
    result.forEachChild { if $0.nameEquals(names.success) { statements += 1 } }
    guard statements <= 1 else {
      throw unexpected(answer, "the answer says more than once whether the call succeeded")
    }
    guard let flag = try? Bool(xmlText: success.text) else {
      throw unexpected(
        answer, "the answer's success is \(quoted(redact(success.text))), which is not a boolean")
    }
    return response(flag, result, whole: result, element)
  }

  /// The answer of a method that answers with nothing.
  private func withoutContent(_ nothing: ElementTree) -> ProvisionResponse {
    ProvisionResponse(
      operation: operation, success: true, errorMessage: nil, result: nothing, saysSuccess: false)
  }

  /// Whether neither the answer nor any element in it is in the namespace that the caller expects.
  private func isInOtherNamespaces(_ element: ElementTree) -> Bool {
    guard let namespace else { return false }
    var open = [element]
    while let element = open.popLast() {
      if (element.namespace ?? "").hasSameBytes(as: namespace) { return false }
      open += element.children
    }
    return true
  }

  /// The answer of a method that reports whether it succeeded.
  private func response(
    _ success: Bool, _ result: ElementTree, whole: ElementTree, _ answer: ElementTree
  ) -> ProvisionResponse {
    let message = result.child(spelledLike: names.errorMessage).flatMap { $0.isNil ? nil : $0.text }
    return ProvisionResponse(
      operation: operation, success: success, errorMessage: message.map { redact($0) },
      result: success ? whole : withoutSecrets(whole), isInOtherNamespaces: isInOtherNamespaces(answer))
  }

  /// The result of a refused call without secrets, since it becomes part of an error.
  ///
  /// The data of a successful call stays as it is. A password may be a word such as "Pro", and a wrong licence does
  /// more harm than a server that sends a password back.
  private func withoutSecrets(_ element: ElementTree) -> ElementTree {
    // If redaction fails, leave out the whole content.
    redact(element) ?? (try? XMLReader().read(Array("<\(element.name) />".utf8))) ?? element
  }

  private func read(_ fault: SOAPFault, status: Int) -> ProvisionError {
    let read = FaultReader.read(fault).replacingFault(
      with: SOAPFault(
        code: redact(fault.code), message: redact(fault.message), actor: fault.actor.map { redact($0) },
        detail: fault.detail.flatMap { redact($0) }))
    let parameter = read.column.flatMap {
      read.line == 1
        ? RequestPosition.parameter(atColumn: $0, of: sentBody, among: callersParameters.map(\.name)) : nil
    }
    let (reason, remedies, delivery) = FaultWords.words(for: read, parameter: parameter)
    return ProvisionError(
      .fault, delivery: delivery, operation: operation, reason: reason, remedies: remedies,
      serverText: ServerText.excerpt(of: FaultReader.withoutTrace(read.fault.message), limit: 500),
      parameter: parameter,
      httpStatus: status, fault: read)
  }

  private func noReply(
    _ answer: HTTPAnswer, because error: SOAPReply.ReadingError
  ) -> ProvisionError {
    if let refusal = refusal(answer) { return refusal }
    // 304 isn't a redirect: it is an answer without content.
    if (300...399).contains(answer.status), answer.status != 304 {
      return unexpected(
        answer, redirection(of: answer), remedies: [.lookInPortal] + .correction(AnswerReader.ifItHasMoved))
    }
    // An empty body, a page for people, or text without a type is reported by status and excerpt. The parser's words
    // would only distract.
    guard !answer.isEmpty, answer.isXML || answer.mediaType.isEmpty && !error.isMalformed else {
      return unexpected(answer, "the server answered with \(kind(of: answer)) instead of a SOAP answer")
    }
    switch error {
    case .notAnEnvelope(let name):
      return unexpected(answer, "the answer is not a SOAP envelope but \(quoted(redact(name)))")
    case .noBody:
      return unexpected(answer, "the answer is an empty SOAP envelope")
    case .unreadable(let error):
      return unexpected(answer, "the answer cannot be read: \(error)", code: code(for: error), error)
    }
  }

  private func code(for error: XMLReadingError) -> ProvisionError.Code {
    switch error.code {
    case .tooDeep, .tooManyAttributes: .responseTooDeep
    case .tooLarge, .outOfMemory: .responseTooLarge
    default: .malformedResponse
    }
  }

  private func redirection(of answer: HTTPAnswer) -> String {
    "the server redirects to \(quoted(redact(answer.location ?? "nowhere"))), but redirects are not followed"
  }

  private static let ifItHasMoved =
    "If the service has moved, check that address and configure it as the endpoint."

  private func kind(of answer: HTTPAnswer) -> String {
    if answer.isEmpty { return "HTTP \(answer.status) and an empty body" }
    return "HTTP \(answer.status) and \(answer.mediaType.isEmpty ? "text" : answer.mediaType)"
  }

  /// The statuses that alone show that the method did not run.
  private func refusal(_ answer: HTTPAnswer) -> ProvisionError? {
    switch answer.status {
    case 301, 307, 308:
      // A server that redirects a method hasn't run it. 302 isn't included: ASP.NET also reports an exception in the
      // method with it.
      return refused(
        answer, .unexpectedResponse, redirection(of: answer), AnswerReader.ifItHasMoved)
    case 400 where answer.isEmpty:
      return refused(
        answer, .unexpectedResponse,
        "the server could not parse the request (HTTP 400 with an empty body)",
        "Something on the way to the service may have changed the request. If it happens again, report it."
      )
    case 401, 403, 407:
      return refused(
        answer, .accessRefused, "the server refused access (HTTP \(answer.status))",
        "Check that this machine's public address is on the access control list of the Interface User, and "
          + "check any proxy."
      )
    case 404:
      return refused(
        answer, .accessRefused, "there is nothing at this address (HTTP 404)",
        "Check the endpoint. A server may also answer like this if your address is not on its access list.")
    case 405...407, 409...499:
      return refused(
        answer, .unexpectedResponse, "the server refused the request (HTTP \(answer.status))",
        "Check the endpoint, and any proxy on the way to the service.")
    default: return nil
    }
  }

  private func refused(
    _ answer: HTTPAnswer, _ code: ProvisionError.Code, _ reason: String, _ advice: String
  ) -> ProvisionError {
    ProvisionError(
      code, delivery: .refused, operation: operation, reason: reason, advice: advice,
      serverText: excerpt(of: answer), httpStatus: answer.status, retryAfter: answer.retryAfter)
  }

  private func unexpected(
    _ answer: HTTPAnswer, _ reason: String, code: ProvisionError.Code = .unexpectedResponse,
    _ underlying: (any Error)? = nil, remedies: [Remedy] = [.lookInPortal],
    response: ProvisionResponse? = nil
  ) -> ProvisionError {
    ProvisionError(
      code, delivery: .mayHaveApplied, operation: operation, reason: reason,
      remedies: remedies,
      serverText: excerpt(of: answer), httpStatus: answer.status, retryAfter: answer.retryAfter,
      response: response, underlyingError: underlying)
  }

  private func excerpt(of answer: HTTPAnswer) -> String {
    var bytes = redact(Array(answer.body.prefix(64 * 1024)))
    // UTF-16 is readable after its zero bytes are removed, so redact that text, too.
    if bytes.contains(0) { bytes = redact(bytes.filter { $0 != 0 }) }
    let text = String(decoding: bytes, as: UTF8.self)
    return ServerText.excerpt(
      of: answer.mediaType == "text/html"
        ? ServerText.wordsOrMarkup(of: text) : ServerText.withoutEnvelope(text))
  }
}

extension SOAPReply.ReadingError {
  fileprivate var isMalformed: Bool {
    if case .unreadable(let error) = self { error.code == .malformed } else { false }
  }
}

extension HTTPAnswer {
  /// Whether the status says that all is well, and the answer complete.
  fileprivate var isGood: Bool { (200...299).contains(status) && status != 206 }
}
