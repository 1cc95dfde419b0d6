import KakapoProvision
import Testing

extension ASPNETTests {
  /// The check before the first login, against the WSDL that the real stack makes.
  struct ContractTests {
    /// A client with the check on, for a folder of the host.
    private static func client(_ host: ASPNETHost) async throws -> ProvisionClient {
      try await host.reset(TestedPortal.credentials, serverHostName: TestedPortal.serverHostName)
      return try ProvisionClient(
        credentials: TestedPortal.credentials,
        configuration: ProvisionClient.Configuration(endpoint: host.endpoint), latch: MemoryLoginLatch())
    }

    @Test
    func theBuiltInContractFits() async throws {
      let host = try ASPNETHost()
      let client = try await Self.client(host)
      for operation in Contract.builtIn.operations {
        let outcome = await Outcome { () throws(ProvisionError) in
          _ = try await client.response(
            toMethod: operation.name,
            parameters: operation.parameters.map { (name: $0.name, value: Self.value(of: $0)) })
          return nil
        }
        #expect(outcome.code == nil, "\(operation.name): \(outcome)")
      }
      #expect(try await host.failedLoginCount() == 0)
    }

    @Test
    func whatMayBeFollowedIsFollowed() async throws {
      let host = try ASPNETHost(folder: "Drifted")
      let client = try await Self.client(host)
      // Another namespace, loginUsername, and a new optional parameter.
      try await client.addReseller(
        serverHostName: TestedPortal.serverHostName, resellerId: "Acme", resellerName: "Äcme & Söhne")
      try await client.addUserWithHierarchy(
        serverHostName: TestedPortal.serverHostName, resellerId: "Acme", groupId: "G",
        broadworksUserId: "jane@acme.example.com", userName: "Jane")
      try await client.addUserLicense(
        serverHostName: TestedPortal.serverHostName, broadworksUserId: "jane@acme.example.com",
        license: .unityMobile(.standard))
      let held = try await client.getUserLicenses(
        serverHostName: TestedPortal.serverHostName, broadworksUserId: "jane@acme.example.com"
      ).licenses
      #expect(held.map(\.license) == [.unityMobile(.standard)])
      #expect(try await host.failedLoginCount() == 0)
    }

    @Test
    func aNewRequiredParameterStopsTheCall() async throws {
      let host = try ASPNETHost(folder: "Drifted")
      let client = try await Self.client(host)
      let error = await #expect(throws: ProvisionError.self) {
        try await client.addGroup(
          serverHostName: TestedPortal.serverHostName, resellerId: "Acme", groupId: "G")
      }
      #expect(error?.code == .contractMismatch)
      #expect(error?.description.contains("seats") == true)
      #expect(try await host.failedLoginCount() == 0)
      // Called by name with what the service wants, it goes through.
      try await client.addReseller(serverHostName: TestedPortal.serverHostName, resellerId: "Acme")
      let group = [("serverHostName", TestedPortal.serverHostName), ("resellerId", "Acme"), ("groupId", "G")]
      try await client.call("AddGroup", parameters: group + [("seats", "5")], checkedAgainst: nil)
      #expect(try await host.failedLoginCount() == 0)
    }

    private static func value(of parameter: ParameterDescription) -> String {
      switch parameter.kind {
      case .userId: "nobody@acme.example.com"
      case .applicationName: "UnityMobile"
      case .licenseType: "Standard"
      case .quantity: "1"
      default: parameter.name == "serverHostName" ? TestedPortal.serverHostName : "x"
      }
    }
  }
}
