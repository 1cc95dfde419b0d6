import KakapoProvision
import Testing
import WSDL

/// The contract as it is written down elsewhere.
@Suite struct ContractTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let method: String
    let evidence: Evidence
    let repetition: OperationDescription.Repetition
    /// A name that ends in a question mark is an optional parameter.
    let parameters: [String]

    init(
      _ method: String, _ evidence: Evidence, _ repetition: OperationDescription.Repetition,
      _ parameters: String
    ) {
      self.method = method
      self.evidence = evidence
      self.repetition = repetition
      self.parameters = parameters.split(separator: " ").map(String.init)
    }

    var testDescription: String { method }
  }

  static let rows = [
    Row("AddGroup", .documented, .refused, "serverHostName resellerId groupId groupName?"),
    Row("AddGroupAgentAssociation", .read, .refused, "serverHostName resellerId groupId portalUserName"),
    Row(
      "AddGroupLicenseSubPurchase", .read, .unsafe,
      "serverHostName resellerId groupId applicationName licenseType quantity"),
    Row("AddMediaStream", .read, .refused, "serverHostName resellerId groupId? queueId mediaStreamType"),
    Row(
      "AddPortalUser", .documented, .refused,
      "serverHostName newUserResellerId? newUserGroupId? newUserName newUserPassword newUserEmail"),
    Row("AddQueue", .documented, .refused, "serverHostName resellerId groupId? queueId queueName?"),
    Row("AddReseller", .documented, .refused, "serverHostName resellerId resellerName?"),
    Row(
      "AddResellerLicenseSubPurchase", .read, .unsafe,
      "serverHostName resellerId applicationName licenseType quantity"),
    Row(
      "AddSystemProvider", .documented, .refused,
      "newSystemProviderServerHostName newSystemProviderId newSystemProviderName?"),
    Row("AddUserLicense", .documented, .safe, "serverHostName broadworksUserId applicationName licenseType"),
    Row(
      "AddUserWithHierarchy", .documented, .safe,
      "serverHostName resellerId resellerName? groupId groupName? broadworksUserId userName"),
    Row("DeleteGroup", .read, .refused, "serverHostName resellerId groupId"),
    Row("DeleteReseller", .read, .refused, "serverHostName resellerId"),
    Row("DeleteUser", .read, .refused, "serverHostName broadworksUserId"),
    Row(
      "DeleteUserLicense", .documented, .refused,
      "serverHostName broadworksUserId applicationName licenseType"),
    Row("DeleteUserLicenses", .documented, .refused, "serverHostName broadworksUserId"),
    Row("GetUserLicenses", .documented, .safe, "serverHostName broadworksUserId"),
  ]

  @Test func theBuiltInContractIsWhatTheWSDLSays() throws {
    let read = Contract(try WSDLReader().read(Fixtures.contract()).definitions)
    #expect(read.differences(from: .builtIn) == [])
    #expect(Contract.builtIn.differences(from: read) == [])
    for (operation, known) in zip(read.operations, Contract.builtIn.operations) {
      #expect(operation.request == known.request && operation.answer == known.answer)
    }
    // A type that nobody asked for would be missing here.
    let other = Contract(
      try WSDLReader().read(Fixtures.contract(replacing: "licenses", with: "held")).definitions)
    #expect(
      other.differences(from: .builtIn).map(\.subject) == [
        "GetUserLicensesResult/licenses", "GetUserLicensesResult/held",
      ])
  }

  @Test func theServiceIsTheVendors() {
    let contract = Contract.builtIn
    #expect(contract.serviceName == "ProvisionV3")
    #expect(contract.endpoint == "https://portal.unityclient.com/KakapoProvision/ProvisionV3.asmx")
    #expect(contract.namespace == "http://kakaposystems.com/")
    #expect(contract.loginUserNameParameter == "loginUserName")
    #expect(contract.loginPasswordParameter == "loginPassword")
    #expect(contract.operations.map(\.name) == ContractTests.rows.map(\.method))
  }

  @Test(arguments: rows)
  func aMethodIsAsWrittenDown(_ row: Row) throws {
    let operation = try #require(Contract.builtIn.operation(named: row.method))
    #expect(operation.parameters.map { $0.name + ($0.isRequired ? "" : "?") } == row.parameters)
    #expect(operation.evidence == row.evidence)
    #expect(operation.repetition == row.repetition)
    #expect(!operation.summary.isEmpty)
    for parameter in operation.parameters {
      #expect(!parameter.summary.isEmpty)
      #expect(parameter.schemaType == (parameter.name == "quantity" ? "int" : "string"))
      #expect((parameter.kind == .secret) == (parameter.name == "newUserPassword"))
      #expect((parameter.kind == .userId) == (parameter.name == "broadworksUserId"))
    }
  }

  @Test func namesAreExact() {
    #expect(Contract.builtIn.operation(named: "addgroup") == nil)
    #expect(Contract.builtIn.operation(named: "AddGroup ") == nil)
    #expect(Contract.builtIn.operation(named: "") == nil)
  }

  @Test func marksAreSpelledAsInTheDocument() {
    #expect(Evidence.allCases.map(\.rawValue) == ["doc", "read", "assumed", "wsdl"])
  }
}
