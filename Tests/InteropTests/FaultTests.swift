import KakapoProvision
import Testing

extension ASPNETTests {
  /// What the real stack says to requests it cannot read, and what the client makes of it.
  struct FaultTests {
    private static let purchase = [
      (name: "serverHostName", value: TestedPortal.serverHostName), (name: "resellerId", value: "r"),
      (name: "applicationName", value: "UnityDesktop"), (name: "licenseType", value: "Pro"),
    ]

    private static func outcome(
      _ client: ProvisionClient, _ method: String, _ parameters: [(name: String, value: String)]
    ) async -> Outcome {
      await Outcome { () throws(ProvisionError) in
        try await client.call(method, parameters: parameters, checkedAgainst: nil)
        return nil
      }
    }

    /// Runs the same unchecked call against both stacks.
    private static func outcomes(
      _ method: String, _ parameters: [(name: String, value: String)]
    ) async throws -> (aspnet: Outcome, simulator: Outcome) {
      var found: [TestedPortal.Stack: Outcome] = [:]
      for stack in TestedPortal.Stack.allCases {
        found[stack] = try await TestedPortal.with(stack) { portal in
          let client = try portal.client()
          try await client.addReseller(serverHostName: TestedPortal.serverHostName, resellerId: "r")
          return await outcome(client, method, parameters)
        }
      }
      return (try #require(found[.aspnet]), try #require(found[.simulator]))
    }

    @Test(arguments: [
      "abc", "", " ", "1.5", "1e3", "0x10", "1 2", "--1", "٣", "99999999999", "2147483648", "🥝 & <x>",
    ])
    func aQuantityThatDoesNotParseIsNamed(value: String) async throws {
      let (aspnet, simulator) = try await Self.outcomes(
        "AddResellerLicenseSubPurchase", Self.purchase + [(name: "quantity", value: value)])
      #expect(aspnet == simulator)
      #expect(aspnet.code == .fault)
      #expect(aspnet.fault == .requestUnreadable)
      #expect(aspnet.parameter == "quantity")
      #expect(aspnet.delivery == .refused)
    }

    /// Characters that are one, two, three or four bytes in UTF-8, and two units in UTF-16, stand before it.
    @Test(arguments: [0, 2, 4], ["x", "é", "東", "🥝", "\u{1}🥝&<>\r"])
    func itIsNamedInEveryPlace(index: Int, text: String) async throws {
      var parameters = Self.purchase
      parameters[1].value = text.filter { $0 != "\u{1}" } + parameters[1].value
      parameters.insert((name: "quantity", value: "many"), at: index)
      let (aspnet, simulator) = try await Self.outcomes("AddResellerLicenseSubPurchase", parameters)
      #expect(aspnet == simulator)
      #expect(aspnet.parameter == "quantity")
    }

    @Test(arguments: [" 7 ", "+7", "07", "\n7\t"])
    func aQuantityThatParsesIsAccepted(value: String) async throws {
      let (aspnet, simulator) = try await Self.outcomes(
        "AddResellerLicenseSubPurchase", Self.purchase + [(name: "quantity", value: value)])
      #expect(aspnet == simulator)
      #expect(aspnet.isSuccess)
    }

    @Test(arguments: [nil, "0", "-5"])
    func aQuantityBelowOneIsRefusedByThePortal(value: String?) async throws {
      let (aspnet, simulator) = try await Self.outcomes(
        "AddResellerLicenseSubPurchase",
        Self.purchase + (value.map { [(name: "quantity", value: $0)] } ?? []))
      #expect(aspnet == simulator)
      #expect(aspnet.code == .rejected)
    }

    @Test
    func namesThatTheServerDoesNotKnowAreNull() async throws {
      for parameters in [
        [(name: "serverhostname", value: TestedPortal.serverHostName), (name: "resellerId", value: "x")],
        [(name: "resellerId", value: "x")],
        [(name: "serverHostName", value: ""), (name: "resellerId", value: "x")],
      ] {
        let (aspnet, simulator) = try await Self.outcomes("AddReseller", parameters)
        #expect(aspnet == simulator)
        #expect(aspnet.message == "serverHostName is mandatory")
      }
    }

    @Test
    func unknownParametersAndAnotherOrderAreFine() async throws {
      let (aspnet, simulator) = try await Self.outcomes(
        "AddReseller",
        [
          (name: "resellerId", value: "x"), (name: "more", value: "& <more>"),
          (name: "serverHostName", value: TestedPortal.serverHostName),
        ])
      #expect(aspnet == simulator)
      #expect(aspnet.isSuccess)
    }

    @Test(arguments: ["NoSuchMethod", "addReseller", "ADDRESELLER"])
    func aMethodThatTheServerDoesNotKnowIsDistinguished(method: String) async throws {
      let (aspnet, simulator) = try await Self.outcomes(method, Self.purchase)
      #expect(aspnet == simulator)
      #expect(aspnet.fault == .actionNotRecognized)
      #expect(aspnet.delivery == .refused)
    }

    @Test
    func theOtherShapeOfFaultsIsReadAlike() async throws {
      // This folder's faults are one line each; the other's are stack traces.
      let host = try ASPNETHost(folder: "Drifted")
      try await host.reset(TestedPortal.credentials, serverHostName: TestedPortal.serverHostName)
      var configuration = ProvisionClient.Configuration(endpoint: host.endpoint)
      configuration.namespace = "http://kakaposystems.com"
      configuration.contractCheck = .off
      let client = try ProvisionClient(
        credentials: TestedPortal.credentials, configuration: configuration, latch: MemoryLoginLatch())

      let unreadable = await Self.outcome(
        client, "AddResellerLicenseSubPurchase", Self.purchase + [(name: "quantity", value: "many")])
      #expect(unreadable.fault == .requestUnreadable)
      #expect(unreadable.parameter == "quantity")

      let unknown = await Self.outcome(client, "NoSuchMethod", [])
      #expect(unknown.fault == .actionNotRecognized)

      let error = await #expect(throws: ProvisionError.self) {
        try await client.call(
          "Fail", parameters: [(name: "outer", value: "out"), (name: "inner", value: "in & <in>")],
          checkedAgainst: nil)
      }
      #expect(error?.fault?.kind == .serverException)
      #expect(error?.delivery == .mayHaveApplied)
      #expect(
        error?.serverText == "Server was unable to process request. ---> out ---> in & <in>")
      // None of these came as far as the login.
      #expect(try await host.loginCount() == 0)
    }
  }
}
