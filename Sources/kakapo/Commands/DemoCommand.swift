import ArgumentParser
import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator

/// Onboards a dozen sample users at a portal inside of the process.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Onboard a dozen sample users at a local portal, over real HTTP.",
    discussion: "Needs no account and no network: the portal runs inside this process.")

  private static let serverHostName = "sp.example.com"

  func run() async throws {
    let credentials = Credentials(userName: "interface", password: "démo & <secret>")
    let portal = Portal(serverHostName: Self.serverHostName, credentials: credentials)
    // One Pro licence too few, so that the last user is refused.
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
    print("The licences that each user now has, as the portal reports them:\n")
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

/// Onboards the sample users as a back office would.
struct DemoRun {
  /// The result for one user.
  struct Outcome {
    let user: SampleUser
    /// The licences that the portal shows for the user; `nil` when it does not know the user.
    var held: [HeldLicense]?
    /// The refused calls.
    var refusals: [ProvisionError] = []
  }

  let portal: ProvisionClient
  let serverHostName: String

  /// Sets up a user, assigns the licences and reads them back.
  ///
  /// - Parameter user: The user.
  /// - Returns: The result, including refusals.
  /// - Throws: ``ProvisionError`` for every failure but a refusal, because further calls would fail, too.
  func onboard(_ user: SampleUser) async throws -> Outcome {
    var outcome = Outcome(user: user)
    if user.isToBeAdded {
      try await noting(&outcome) {
        try await portal.addUserWithHierarchy(
          serverHostName: serverHostName, resellerId: user.resellerId, resellerName: user.resellerName,
          groupId: user.groupId, groupName: user.groupName, broadworksUserId: user.broadworksUserId,
          userName: user.userName)
      }
    }
    for text in user.licenses {
      try await noting(&outcome) {
        let halves = text.split(separator: " ", maxSplits: 1).map(String.init)
        let license = try License(
          applicationName: halves.first ?? "", licenseType: halves.count > 1 ? halves[1] : "")
        try await portal.addUserLicense(
          serverHostName: serverHostName, broadworksUserId: user.broadworksUserId, license: license)
      }
    }
    try await noting(&outcome) { [broadworksUserId = user.broadworksUserId] in
      try await portal.getUserLicenses(serverHostName: serverHostName, broadworksUserId: broadworksUserId)
    } then: {
      $0.held = $1.licenses
    }
    return outcome
  }

  private func noting<Result>(
    _ outcome: inout Outcome, _ call: () async throws -> Result,
    then keep: (inout Outcome, Result) -> Void = { _, _ in }
  ) async throws {
    do {
      keep(&outcome, try await call())
    } catch let error as ProvisionError where error.code == .rejected || error.code == .invalidParameter {
      outcome.refusals.append(error)
    }
  }
}

/// One line of the sample: a user to set up, or only licences for a user that should exist.
struct SampleUser {
  let resellerId: String
  let resellerName: String
  let groupId: String
  let groupName: String
  let broadworksUserId: String
  let userName: String
  /// Application and type, separated by a blank.
  let licenses: [String]

  /// Whether the line names a reseller, so that the user is to be added.
  var isToBeAdded: Bool { !resellerId.isEmpty }

  /// Reads the sample from the command's resources.
  static func sample() -> [SampleUser] {
    var reader = CSVReader(PackageResources.sample_users_csv[...], delimiter: UInt8(ascii: ","))
    var record = CSVReader.Record()
    guard reader.next(&record) else { return [] }
    let header = (0..<record.count).map { record[$0] }
    var users: [SampleUser] = []
    while reader.next(&record) {
      let cells = (0..<min(record.count, header.count)).map { (header[$0], record[$0]) }
      users.append(SampleUser(Dictionary(cells, uniquingKeysWith: { first, _ in first })))
    }
    return users
  }

  private init(_ row: [String: String]) {
    resellerId = row["resellerId"] ?? ""
    resellerName = row["resellerName"] ?? ""
    groupId = row["groupId"] ?? ""
    groupName = row["groupName"] ?? ""
    broadworksUserId = row["broadworksUserId"] ?? ""
    userName = row["userName"] ?? ""
    licenses = (row["licenses"] ?? "").split(separator: ";").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }
}
