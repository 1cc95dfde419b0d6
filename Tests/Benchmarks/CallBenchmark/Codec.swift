import KakapoProvision

/// Writing a call and reading an answer, without a network and without waiting.
enum Codec {
  /// Checks the values of a call against the contract and writes the request.
  ///
  /// - Returns: How many bytes the envelope has.
  /// - Throws: What checking the values throws.
  static func encode() throws -> Int {
    try envelope(of: Samples.call).body.count
  }

  /// Makes work that writes one request, of parameters that are checked already.
  ///
  /// - Returns: What writes the request and tells how many bytes the envelope has.
  /// - Throws: What checking the values throws.
  static func writing() throws -> () throws -> Int {
    let parameters = try parameters(of: Samples.call)
    return { try envelope(AddUserWithHierarchy.contract.name, parameters).body.count }
  }

  /// Makes work that reads one answer.
  ///
  /// - Parameter body: The answer of `GetUserLicenses`.
  /// - Returns: What reads the answer and tells how many licences it has.
  /// - Throws: What writing a call throws.
  static func decoding(_ body: [UInt8]) throws -> () throws -> Int {
    let answer = Samples.answer(body)
    let sent = try envelope(of: Samples.question)
    let parameters = try parameters(of: Samples.question)
    let loginNames = [Contract.builtIn.loginUserNameParameter, Contract.builtIn.loginPasswordParameter]
    let contract = GetUserLicenses.contract
    let redactor = Redactor([Samples.credentials.password])
    return {
      let reader = AnswerReader(
        operation: contract.name, names: AnswerNames(of: contract), sentBody: sent.body,
        sentParameters: parameters, loginNames: loginNames, redact: redactor)
      var finding = LoginFinding.silent
      return Samples.question.result(from: try reader.read(answer, finding: &finding)).licenses.count
    }
  }

  /// The whole request of a call.
  static func envelope<Operation: ProvisionOperation>(of call: Operation) throws -> SOAPRequest {
    try envelope(Operation.contract.name, parameters(of: call))
  }

  private static func parameters<Operation: ProvisionOperation>(
    of call: Operation
  ) throws -> [RequestElement] {
    [
      RequestElement(Contract.builtIn.loginUserNameParameter, .text(Samples.credentials.userName)),
      RequestElement(
        Contract.builtIn.loginPasswordParameter, .text(Samples.credentials.password.revealed)),
    ] + (try call.written().children)
  }

  private static func envelope(_ method: String, _ parameters: [RequestElement]) throws -> SOAPRequest {
    let namespace = Contract.builtIn.namespace
    return try SOAPRequest(
      wrapper: method, namespace: namespace, action: namespace + method, parameters: parameters)
  }
}
