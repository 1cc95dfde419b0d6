import ArgumentParser
import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator

/// Rolls out a dozen sample users at a portal inside of the process.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Roll out a dozen sample users at a local portal, over real HTTP.",
    discussion: "Needs no account and no network: the portal runs inside this process.")

  private static let serverHostName = "sp.example.com"

  func run() async throws {
    let credentials = Credentials(userName: "interface", password: "démo & <secret>")
    let portal = Portal(serverHostName: Self.serverHostName, credentials: credentials)
    // One too few, so that a row is refused.
    try portal.stock(.unityDesktop(.pro), quantity: 2, at: Self.serverHostName)
    Proxies.passByLoopback()
    try await Report.errors {
      try await Simulator.run(portal) { simulator in
        let client = try ProvisionClient(
          credentials: credentials, configuration: .init(endpoint: simulator.endpoint),
          latch: MemoryLoginLatch())
        defer { client.close() }
        print("A local portal listens at \(simulator.endpoint). It has 2 licences UnityDesktop/Pro left.\n")
        try await rollOut(PackageResources.sample_users_csv, client)
        print(
          "\n\(simulator.callCount) calls were made. The same code runs against the real portal: see README.md."
        )
      }
    }
  }

  /// Plans and applies a file, and plans it again.
  private func rollOut(_ file: [UInt8], _ client: ProvisionClient) async throws {
    let input = try RolloutInput.read(file)
    let plan = try await Planner(client: client).plan(input)
    print("\(text(of: plan).page)\n")

    var options = RolloutRun.Options()
    // In the order of the file, so that each demo refuses the same row.
    options.pace.concurrency = 1
    let summary = try await RolloutRun.startUnjournaled(plan, client: client, options: options).finish()
    print(([summary.headline] + summary.advice).joined(separator: " "))
    for case (let row, .refused(let failure)) in summary.failures.map({ ($0, $0.outcome) }) {
      print("  " + Printable.line(EventWords.refusal(row, failure)))
    }

    var comparing = Planner.Options()
    comparing.isComparing = true
    let next = try await Planner(client: client, options: comparing).plan(input)
    print("\nThe licences that each user now has, as the portal reports them:\n")
    print(
      TextTable(
        ["user", "name", "group", "licences"],
        next.rows.map { planned in
          let row = planned.row
          return [row.broadworksUserId, row.userName, row.groupName ?? "", planned.reading?.words ?? ""]
        }
      ).text)
    print("\nThe plan for the same file, compared with the portal:\n\n\(text(of: next).text)")
  }

  private func text(of plan: RolloutPlan) -> PlanText {
    PlanText(plan: plan, unseen: UnseenFacts(plan, earlier: { nil }))
  }
}
