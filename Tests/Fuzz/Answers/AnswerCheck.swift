import FuzzSupport
import HTTPTransport
import HTTPTypes
import KakapoProvision
import XMLCore

/// What holds for every answer.
enum AnswerCheck {
  static func check(_ answer: ProvisionResponse, to response: TransportResponse) {
    require(answer.success, "a call that returned was not successful")
    require(saysSuccess(response, method: answer.operation), "a success that the server did not tell")
    require(!SpelledSecret.stands(in: answer.errorMessage ?? ""), "the message shows the password")
    _ = (answer.details, answer.result.description)
  }

  static func check(_ licenses: UserLicenses, to response: TransportResponse) {
    check(licenses.response, to: response)
    for held in licenses.licenses {
      var values: Set<String> = Set(held.element.attributes.map(\.value))
      held.element.forEachChild { values.insert($0.text) }
      require(
        values.contains(held.pair.applicationName) && values.contains(held.pair.licenseType),
        "the licence \(held.pair) does not stand in its element")
      _ = held.license
    }
  }

  static func check(_ error: ProvisionError) {
    require(error.delivery != .notSent, "an answer to a call that was not sent: \(error)")
    require(error.operation != nil && !error.reason.isEmpty, "an error without words")
    require(error.code != .rejected || error.response != nil, "a rejection without its response")
    // A success whose header has to be understood and isn't known keeps its response, too.
    require(
      error.response == nil || error.code == .rejected || error.code == .unexpectedResponse,
      "a response beside \(error.code)")
    var dumped = ""
    dump(error, to: &dumped)
    let texts =
      [dumped, error.description, error.debugDescription, error.reason, error.advice]
      + [
        error.serverText, error.parameter, error.response?.errorMessage,
        error.underlyingError.map { "\($0)" },
      ]
      .compactMap(\.self) + texts(of: error.fault?.fault)
      + texts(of: error.response?.result)
    for text in texts { require(!SpelledSecret.stands(in: text), "the password is shown: \(text)") }
  }

  /// Reads the answer once more, plainly.
  private static func saysSuccess(_ response: TransportResponse, method: String) -> Bool {
    let charset = (response.head.headerFields[.contentType] ?? "").lowercased().split(separator: "charset=")
      .dropFirst().first.map { String($0.prefix { !";,".contains($0) }).filter { !"\"' ".contains($0) } }
    let limits = XMLLimits(bytes: max(1024, response.body.count * 3))
    guard let root = try? XMLReader(limits: limits).read(response.body, charset: charset),
      let result = root.child("Body")?.child("\(method)Response")?.child("\(method)Result"),
      let success = result.child("success") ?? result.children.first(where: isSpelledLikeSuccess)
    else { return false }
    return ["true", "1"].contains(success.text.trimmingXMLSpace)
  }

  private static func isSpelledLikeSuccess(_ element: ElementTree) -> Bool {
    element.name.lowercased().filter { $0.isLetter || $0.isNumber } == "success"
  }

  private static func texts(of fault: SOAPFault?) -> [String] {
    guard let fault else { return [] }
    return [fault.code, fault.message, fault.actor ?? ""] + texts(of: fault.detail)
  }

  private static func texts(of element: ElementTree?) -> [String] {
    guard let element else { return [] }
    return [element.text] + element.attributes.map(\.value) + element.children.flatMap { texts(of: $0) }
  }
}
