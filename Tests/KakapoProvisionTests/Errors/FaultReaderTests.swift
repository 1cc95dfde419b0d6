import KakapoProvision
import KakapoProvisionTesting
import Testing

/// SOAP faults in ASP.NET's words.
@Suite struct FaultReaderTests {
  private let purchase = AddGroupLicenseSubPurchase(
    serverHostName: "sp.example.com", resellerId: "Äcme 😀", groupId: "\u{301}London",
    license: .unityMobile(.standard), quantity: 25)

  private func sent(_ operation: some ProvisionOperation) async throws -> String {
    let stub = StubTransport.succeeding()
    _ = try await ProvisionClient(stub).perform(operation)
    return String(decoding: try #require(stub.requests.first).body, as: UTF8.self)
  }

  private func error(
    _ code: String, _ message: String, for operation: some ProvisionOperation, status: Int = 500
  ) async throws -> ProvisionError {
    let portal = try ProvisionClient(StubTransport(.fault(code, message: message, status: status)))
    return try await provisionError { _ = try await portal.perform(operation) }
  }

  /// .NET counts UTF-16 code units from 1.
  private func column(of part: String, in text: String) throws -> (start: Int, end: Int) {
    let scalars = text.unicodeScalars
    let range = try #require(scalars.firstRange(of: part.unicodeScalars))
    let utf16 = text.utf16
    return (
      utf16.distance(from: utf16.startIndex, to: range.lowerBound) + 1,
      utf16.distance(from: utf16.startIndex, to: range.upperBound) + 1
    )
  }

  @Test func theParameterAtThePositionIsNamed() async throws {
    let text = try await sent(purchase)
    for (parameter, value) in zip(AddGroupLicenseSubPurchase.contract.parameters, purchase.values) {
      let value = try #require(value)
      let (start, end) = try column(of: "<\(parameter.name)>\(value)</\(parameter.name)>", in: text)
      let first = start + parameter.name.utf16.count + 2
      // In the value, at its end tag, after it, and at the name of the next start or end tag.
      for column in [first, first + value.utf16.count, end, end + 1, end + 2] {
        let error = try await error(
          "Client",
          "Server was unable to read request. ---> There is an error in XML document (1, \(column)). "
            + "---> Input string was not in a correct format.", for: purchase)
        #expect(error.parameter == parameter.name, "column \(column)")
        #expect(error.reason.contains("the value of \(parameter.name) (line 1, column \(column)"))
        #expect(error.advice == "Check the value of \(parameter.name).")
        #expect(error.fault?.line == 1)
        #expect(error.fault?.column == column)
      }
    }
  }

  @Test func anEmptyParameterIsNamedToo() async throws {
    let queue = AddQueue(serverHostName: "sp.example.com", resellerId: "Acme", queueId: "q", queueName: "")
    let (_, end) = try column(of: "<queueName />", in: try await sent(queue))
    for column in [end, end + 1, end + 2] {
      let error = try await error("Client", "There is an error in XML document (1, \(column)).", for: queue)
      #expect(error.parameter == "queueName", "column \(column)")
    }
  }

  @Test(arguments: [0, 1, 40, 100_000, 999_999_999])
  func aPositionWithoutAParameterNamesNone(_ column: Int) async throws {
    let error = try await error(
      "Client", "There is an error in XML document (1, \(column)).", for: purchase)
    #expect(error.parameter == nil)
    #expect(error.fault?.kind == .requestUnreadable)
    #expect(error.description.contains("could not read the request"))
  }

  @Test func aPositionInTheLoginNamesNoParameter() async throws {
    let (start, _) = try column(of: "hunter2", in: await sent(purchase))
    let error = try await error(
      "Client", "There is an error in XML document (1, \(start)).", for: purchase)
    #expect(error.parameter == nil)
  }

  @Test func aPositionInAnotherLineNamesNone() async throws {
    let error = try await error("Client", "There is an error in XML document (12, 18).", for: purchase)
    #expect(error.parameter == nil)
    #expect(error.fault?.line == 12)
    #expect(error.description.contains("line 12, column 18"))
  }

  @Test(arguments: [
    "There is an error in XML document (1, 99999999999999999999).",
    "There is an error in XML document (a, b).",
    "There is an error in XML document (1, -5).", "There is an error in XML document.",
  ])
  func anInvalidPositionIsNotAPosition(_ message: String) async throws {
    let error = try await error("Client", message, for: purchase)
    #expect(error.fault?.kind == .requestUnreadable)
    #expect(error.fault?.line == nil)
    #expect(error.fault?.column == nil)
  }

  @Test func theWordsOfXmlExceptionsAreRead() async throws {
    let error = try await error(
      "Client", "Server was unable to read request. ---> Unexpected end of file. Line 1, position 3.",
      for: purchase)
    #expect(error.fault?.line == 1)
    #expect(error.fault?.column == 3)
  }

  struct Words: Sendable, CustomTestStringConvertible {
    let code: String
    let message: String
    let kind: ProvisionError.FaultKind
    let delivery: Delivery

    var testDescription: String { "\(code): \(message.prefix(60))" }
  }

  @Test(arguments: [
    Words(
      code: "Client", message: "Server did not recognize the value of HTTP Header SOAPAction: .",
      kind: .actionNotRecognized, delivery: .refused),
    // Mono doesn't fill in the placeholders.
    Words(
      code: "Client", message: "Server did not recognize the value of HTTP Header {0}: {1}.",
      kind: .actionNotRecognized, delivery: .refused),
    Words(
      code: "Client",
      message:
        "Unable to handle request without a valid action parameter. Please supply a valid soap action.",
      kind: .actionNotRecognized, delivery: .refused),
    Words(
      code: "Client", message: "The request element <X xmlns='urn:x'> was not recognized.",
      kind: .actionNotRecognized, delivery: .refused),
    Words(code: "VersionMismatch", message: "", kind: .versionMismatch, delivery: .refused),
    Words(
      code: "Client", message: "Maximum request length exceeded.", kind: .requestTooLarge, delivery: .refused
    ),
    Words(code: "Server", message: "", kind: .serverException, delivery: .mayHaveApplied),
    Words(
      code: "Server", message: "Server was unable to process request. ---> Unable to read request cache",
      kind: .serverException, delivery: .mayHaveApplied),
    Words(code: "Client", message: "No.", kind: .other, delivery: .mayHaveApplied),
    Words(code: "MustUnderstand", message: "x", kind: .other, delivery: .mayHaveApplied),
    Words(code: "", message: "", kind: .other, delivery: .mayHaveApplied),
  ])
  func theKindsAreDistinguished(_ words: Words) async throws {
    for status in [200, 400, 500] {
      let error = try await error(words.code, words.message, for: purchase, status: status)
      #expect(error.code == .fault)
      #expect(error.fault?.kind == words.kind)
      #expect(error.delivery == words.delivery)
      #expect(error.httpStatus == status)
      #expect(error.fault?.fault.message == words.message)
      #expect(error.fault?.fault.localCode == words.code)
    }
  }

  @Test func theDetailIsKept() async throws {
    let portal = try ProvisionClient(StubTransport(try Fixtures.response("fault-other")))
    let error = try await provisionError { _ = try await portal.perform(purchase) }
    #expect(error.fault?.fault.detail?.child("code")?.text == "17")
    #expect(error.fault?.fault.code == "soap:Client.Custom")
  }

  @Test func aLongTraceIsCutInTheDescriptionAndKeptInTheFault() async throws {
    let trace =
      "System.Exception: Server was unable to process request.\n"
      + String(repeating: "   at Kakapo.Provision.Run()\n", count: 1000) + "end"
    let error = try await error("Server", trace, for: purchase)
    #expect(error.fault?.fault.message == trace)
    #expect(error.description.count < 600)
    #expect(!error.description.contains("\n"))
  }
}
