import KakapoProvision
import Testing

extension ASPNETTests {
  /// All web methods, with the same calls against both stacks.
  struct SameAnswersTests {
    private static func run(_ stack: TestedPortal.Stack) async throws -> (
      outcomes: [Outcome], failedLogins: Int
    ) {
      try await TestedPortal.with(stack) { portal in
        try await portal.stock(Scenario.scarce, Scenario.stocked)
        let client = try portal.client()
        var outcomes: [Outcome] = []
        for step in Scenario.steps {
          outcomes.append(await Outcome { () throws(ProvisionError) in try await step.call(client) })
        }
        return (outcomes, try await portal.failedLoginCount())
      }
    }

    @Test
    func everyMethodIsAnsweredAlike() async throws {
      let aspnet = try await Self.run(.aspnet)
      let simulator = try await Self.run(.simulator)
      for (index, step) in Scenario.steps.enumerated() {
        let outcomes = "step \(index), \(step.method): \(aspnet.outcomes[index])"
        #expect(aspnet.outcomes[index] == simulator.outcomes[index], "\(outcomes)")
        #expect(aspnet.outcomes[index].isSuccess == step.succeeds, "\(outcomes)")
        if !step.succeeds { #expect(aspnet.outcomes[index].code == .rejected, "\(outcomes)") }
      }
      #expect(aspnet.failedLogins == 0)
      #expect(simulator.failedLogins == 0)
    }

    @Test
    func theScenarioHasASuccessAndARefusalOfEveryMethod() {
      let all = Set(Contract.builtIn.operations.map(\.name))
      #expect(Set(Scenario.steps.filter(\.succeeds).map(\.method)) == all)
      #expect(Set(Scenario.steps.filter { !$0.succeeds }.map(\.method)) == all)
    }

    @Test
    func allLicencesOfTheTableComeBack() async throws {
      let held = try await TestedPortal.with(.aspnet) { portal in
        let client = try portal.client()
        let user = "jane@acme.example.com"
        try await client.addUserWithHierarchy(
          serverHostName: TestedPortal.serverHostName, resellerId: "r", groupId: "g", broadworksUserId: user,
          userName: "Jane")
        for license in License.allCases {
          try await client.addUserLicense(
            serverHostName: TestedPortal.serverHostName, broadworksUserId: user, license: license)
        }
        return try await client.getUserLicenses(
          serverHostName: TestedPortal.serverHostName, broadworksUserId: user)
      }
      #expect(held.licenses.map(\.license) == License.allCases.map(Optional.some))
      #expect(held.unrecognized.isEmpty)
    }
  }
}
