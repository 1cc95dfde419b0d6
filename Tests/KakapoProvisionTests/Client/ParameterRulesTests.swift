import KakapoProvision
import KakapoProvisionTesting
import Testing

/// The client refuses values that the service would misunderstand, names the parameter, and sends nothing.
@Suite struct ParameterRulesTests {
  private func refusal(
    _ operation: some ProvisionOperation, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> ProvisionError {
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub)
    let error = try await provisionError(
      of: { _ = try await portal.perform(operation) }, sourceLocation: sourceLocation)
    #expect(error.code == .invalidParameter, sourceLocation: sourceLocation)
    #expect(error.delivery == .notSent, sourceLocation: sourceLocation)
    #expect(error.operation == type(of: operation).contract.name, sourceLocation: sourceLocation)
    #expect(stub.requests.isEmpty, sourceLocation: sourceLocation)
    #expect(error.description.contains("Nothing was sent."), sourceLocation: sourceLocation)
    return error
  }

  /// An operation of another service, as generated code has it.
  private struct Other: ProvisionOperation {
    static let contract = OperationDescription(
      "Other", soapAction: nil, request: MessageDescription("Other", "urn:o"),
      answer: MessageDescription("OtherResponse", "urn:o"), result: nil, login: nil,
      parameters: [
        ParameterDescription("accessToken", .identifier), ParameterDescription("groupId", .identifier),
      ])
    var token = Secret("token")
    var group: String?

    func encode(into writer: inout TypedWriter) throws(TypedValueError) {
      try writer.element(token, "accessToken", "urn:o")
      try writer.nillable(group, "groupId", "urn:o")
    }
  }

  @Test func aSecretIsNeverQuoted() async throws {
    let error = try await refusal(Other(token: Secret("hunter2\u{1} ")))
    #expect(!error.description.contains("hunter2"))
    #expect(throws: Never.self) { try Other(token: Secret(" hunter2 ")).written() }
  }

  @Test func aParameterThatMayBeNilHasItsRules() async throws {
    let error = try await refusal(Other(group: " g "))
    #expect(error.parameter == "groupId")
  }

  private func user(_ id: String) -> DeleteUser {
    DeleteUser(serverHostName: "sp.example.com", broadworksUserId: id)
  }

  private func reseller(_ id: String) -> DeleteReseller {
    DeleteReseller(serverHostName: "sp.example.com", resellerId: id)
  }

  @Test(arguments: GoldenCall.complete)
  func everyRequiredParameterIsRefusedWhenItIsEmptyOrMissing(_ golden: GoldenCall) async throws {
    for (index, parameter) in golden.contract.parameters.enumerated() where parameter.isRequired {
      for value in ["", " ", "\u{A0}\t", nil] {
        let stub = StubTransport.succeeding()
        let portal = try ProvisionClient(stub)
        var values = golden.operation.values
        values[index] = value
        let named = zip(golden.contract.parameters, values).compactMap { parameter, value in
          value.map { (name: parameter.name, value: $0) }
        }
        let error = try await provisionError { try await portal.call(golden.method, parameters: named) }
        #expect(error.code == .invalidParameter)
        #expect(error.parameter == parameter.name)
        #expect(error.reason.hasPrefix("\(parameter.name) is "))
        #expect(stub.requests.isEmpty)
      }
    }
  }

  @Test(arguments: GoldenCall.complete)
  func noParameterTakesWhatXMLCannotCarry(_ golden: GoldenCall) async throws {
    for (index, parameter) in golden.contract.parameters.enumerated() {
      for illegal in ["\u{0}", "\u{8}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"] {
        let stub = StubTransport.succeeding()
        let portal = try ProvisionClient(stub)
        var values = golden.operation.values
        values[index] = "é😀" + illegal + "x"
        let named = zip(golden.contract.parameters, values).compactMap { parameter, value in
          value.map { (name: parameter.name, value: $0) }
        }
        let error = try await provisionError { try await portal.call(golden.method, parameters: named) }
        #expect(error.parameter == parameter.name)
        #expect(error.reason.contains("character 3 is "))
        #expect(!error.description.contains(illegal))
        #expect(stub.requests.isEmpty)
      }
    }
  }

  @Test(arguments: [" Acme", "Acme ", "Acme\n", "\u{A0}Acme", "Acme\u{2003}", "\u{3000}Acme"])
  func anIdentifierHasNoWhiteSpaceAtItsEdges(_ id: String) async throws {
    let error = try await refusal(reseller(id))
    #expect(error.parameter == "resellerId")
    #expect(error.reason.contains("begins or ends with white space"))
    #expect(error.advice.contains("match BroadWorks exactly"))
  }

  @Test(arguments: ["", " "])
  func anOptionalIdentifierIsAbsentOrNotBlank(_ id: String) async throws {
    let queue = AddQueue(
      serverHostName: "sp.example.com", resellerId: "Acme", groupId: id, queueId: "Support")
    guard id.isEmpty else {
      #expect(try await refusal(queue).parameter == "groupId")
      return
    }
    // On the wire, an empty value is still a value.
    let stub = StubTransport.succeeding()
    _ = try await ProvisionClient(stub).perform(queue)
    #expect(stub.requests.first?.parameter("groupId") == "")
    #expect(stub.requests.first?.parameter("queueName") == nil)
  }

  @Test(arguments: [
    "jane", "jane@", "@acme.example.com", "jane@acme@example.com", "jane doe@acme.example.com", "@",
    "jane@acme .example.com", "jane@\u{A0}acme",
  ])
  func aUserIdHasADomain(_ id: String) async throws {
    let error = try await refusal(user(id))
    #expect(error.parameter == "broadworksUserId")
    #expect(error.reason.contains("name@domain"))
    #expect(error.advice.contains("jane@acme.example.com"))
  }

  @Test(arguments: [" jane@acme.example.com", "jane@acme.example.com\n"])
  func aUserIdHasNoWhiteSpaceAtItsEdges(_ id: String) async throws {
    let error = try await refusal(user(id))
    #expect(error.parameter == "broadworksUserId")
    #expect(error.reason.contains("white space"))
    // A line break in an error would split a log line.
    #expect(!error.description.contains("\n"))
  }

  @Test(arguments: [0, -1, Int.min, Int.max, Int(Int32.max) + 1])
  func aQuantityIsAtLeastOneAndFitsTheWire(_ quantity: Int) async throws {
    let error = try await refusal(
      AddResellerLicenseSubPurchase(
        serverHostName: "sp.example.com", resellerId: "Acme", license: .unityMobile(.standard),
        quantity: quantity))
    #expect(error.parameter == "quantity")
    #expect(error.reason.contains("whole number from 1 to 2147483647"))
  }

  @Test(arguments: [1, Int(Int32.max)])
  func aQuantityIsSentInDigits(_ quantity: Int) async throws {
    let stub = StubTransport.succeeding()
    try await ProvisionClient(stub).addGroupLicenseSubPurchase(
      serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London",
      license: .unityMobile(.standard), quantity: quantity)
    #expect(stub.requests.first?.parameter("quantity") == String(quantity))
  }

  @Test(arguments: ["+5", "5.0", "5 ", " 5", "0x5", "٥", "five", "1e3", "1,000", "00"])
  func aQuantityByNameIsAPlainNumber(_ quantity: String) async throws {
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub)
    let error = try await provisionError {
      try await portal.call(
        "AddResellerLicenseSubPurchase",
        parameters: [
          ("serverHostName", "sp.example.com"), ("resellerId", "Acme"), ("applicationName", "UnityMobile"),
          ("licenseType", "Standard"), ("quantity", quantity),
        ])
    }
    #expect(error.parameter == "quantity")
    #expect(stub.requests.isEmpty)
  }

  @Test func namesForPeopleMayHoldAnything() async throws {
    let stub = StubTransport.succeeding()
    try await ProvisionClient(stub).addReseller(
      serverHostName: "sp.example.com", resellerId: "Acme", resellerName: "  two  blanks\n")
    #expect(stub.requests.first?.parameter("resellerName") == "  two  blanks\n")
  }

  /// Texts that XML 1.0 can carry but that some part of the way might change.
  static let oddTexts: [String] = [
    "\t", "a\nb", "a\rb", "a\r\nb", "\r", "&", "<", ">", "]]>", "&amp;", "&#13;", "<![CDATA[x]]>",
    "<!-- x -->",
    "\"'", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}\u{2029}", "\u{FEFF}inside\u{FEFF}", "\u{FFFD}", "\u{D7FF}",
    "\u{E000}", "\u{FFF9}", "\u{10000}", "\u{10FFFF}", "e\u{301}", "é", "\u{301}mark first", "👩‍👩‍👧‍👦🏳️‍🌈", "مرحبا‏",
    "日本語", "  leading and trailing  ", String(repeating: "x", count: 100_000), "%41+\\u0041",
  ]

  @Test(arguments: oddTexts)
  func everyLegalTextArrivesUnchanged(_ text: String) async throws {
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub)
    // With these edges, a text of only white space isn't refused as a name.
    let value = "x" + text + "x"
    try await portal.addUserWithHierarchy(
      serverHostName: "sp.example.com", resellerId: "Acme", resellerName: text, groupId: "London",
      broadworksUserId: "jane@acme.example.com", userName: value)
    let request = try #require(stub.requests.first)
    // Compared scalar by scalar, because Swift's comparison equates é and e + accent.
    let sent = try #require(request.parameter("userName"))
    #expect(Array(sent.unicodeScalars) == Array(value.unicodeScalars))
    let name = try #require(request.parameter("resellerName"))
    #expect(Array(name.unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test func everyLegalScalarOfTheFirstPlaneArrivesUnchanged() async throws {
    let scalars = (UInt32(9)...0xFFFD).compactMap(Unicode.Scalar.init)
      .filter { $0.value >= 0x20 || [9, 10, 13].contains($0.value) }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    let stub = StubTransport.succeeding()
    try await ProvisionClient(stub).addReseller(
      serverHostName: "sp.example.com", resellerId: "Acme", resellerName: String(text))
    let sent = try #require(stub.requests.first?.parameter("resellerName"))
    #expect(sent.unicodeScalars.elementsEqual(scalars))
  }
}
