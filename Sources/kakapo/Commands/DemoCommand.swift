import ArgumentParser
import KakapoProvision
import KakapoSimulator

/// Onboards a dozen sample users at a portal inside the process.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Onboard a dozen sample users at a local portal, over real HTTP.",
    discussion: "Needs no account and no network: the portal runs inside this process.")

  private static let serverHostName = "sp.example.com"

  func run() async throws {
    let credentials = Credentials(userName: "interface", password: "démo & <secret>")
    let portal = Portal(serverHostName: Self.serverHostName, credentials: credentials)
    // One Pro licence too few, so that the last to ask is refused.
    try portal.stock(.unityDesktop(.pro), quantity: 2, at: Self.serverHostName)
    Proxies.passByLoopback()
    try await Report.errors {
      try await Simulator.run(portal) { simulator in
        let client = try ProvisionClient(
          credentials: credentials, configuration: .init(endpoint: simulator.endpoint),
          latch: MemoryLoginLatch())
        defer { client.close() }
        let users = SampleUser.sample()
        print("A local portal listens at \(simulator.endpoint). Onboarding \(users.count) users …\n")
        let run = DemoRun(portal: client, serverHostName: Self.serverHostName)
        var outcomes: [DemoRun.Outcome] = []
        for user in users { outcomes.append(try await run.onboard(user)) }
        show(outcomes, calls: simulator.callCount)
      }
    }
  }

  private func show(_ outcomes: [DemoRun.Outcome], calls: Int) {
    print("Who holds what now, as the portal answers it:\n")
    print(
      TextTable(
        ["user", "name", "group", "licences"],
        outcomes.map { outcome in
          let held = outcome.held.map { $0.isEmpty ? "none" : $0.map(\.description).joined(separator: ", ") }
          return [
            outcome.user.broadworksUserId, outcome.user.userName, outcome.user.groupName,
            held ?? "unknown to the portal",
          ]
        }
      ).text)
    print("\nWhat was refused, and why:\n")
    for outcome in outcomes {
      for refusal in outcome.refusals {
        print("  \(outcome.user.broadworksUserId): \(Printable.line(refusal.description))")
      }
    }
    print("\n\(calls) calls were made. The same code runs against the real portal: see README.md.")
  }
}
