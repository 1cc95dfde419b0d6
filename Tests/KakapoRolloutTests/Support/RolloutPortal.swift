import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import TestTraces
import Testing

/// A local portal with a client, and a folder for journals.
struct RolloutPortal {
  static let serverHostName = "sp.example.com"
  static let credentials = Credentials(userName: "interface", password: "hunter2-&-hunter2")

  let portal: Portal
  let simulator: Simulator
  let client: ProvisionClient
  let folder: String

  var journalPath: String { folder + "/users.journal" }

  /// Runs a test with a new portal.
  static func run(
    latch: any LoginLatch = MemoryLoginLatch(), credentials: Credentials = credentials,
    _ body: (RolloutPortal) async throws -> Void
  ) async throws {
    let folder = try TestTraces.makeFolder("kakapo")
    defer { TestTraces.remove(folder) }
    let portal = Portal(serverHostName: serverHostName, credentials: Self.credentials)
    try await Simulator.run(portal) { simulator in
      var configuration = ProvisionClient.Configuration(endpoint: simulator.endpoint)
      configuration.contractCheck = .off
      let client = try ProvisionClient(
        credentials: credentials, configuration: configuration, latch: latch, logger: TestTraces.logger)
      try await body(
        RolloutPortal(
          portal: portal, simulator: simulator, client: client, folder: folder.path(percentEncoded: false)))
      client.close()
    }
  }

  /// Makes a plan.
  func plan(_ rows: [UserRow], pruning: Bool = false, comparing: Bool = false) async throws -> RolloutPlan {
    var options = Planner.Options()
    options.isPruning = pruning
    options.isComparing = comparing
    options.pace = .quick
    return try await Planner(client: client, options: options).plan(try RolloutInput(rows: rows))
  }

  /// Carries a plan out.
  @discardableResult
  func apply(
    _ plan: RolloutPlan, _ change: (inout RolloutRun.Options) -> Void = { _ in }
  ) async throws -> RolloutSummary {
    let journal = try await Journal.begin(
      journalPath, plan: plan, client: client,
      allowingDeletions: plan.counts.deletions > 0 ? plan.counts.deletions : nil)
    return try await resume(journal, change)
  }

  /// Resumes a journal.
  @discardableResult
  func resume(
    _ journal: Journal, _ change: (inout RolloutRun.Options) -> Void = { _ in }
  ) async throws -> RolloutSummary {
    var options = RolloutRun.Options()
    options.pace = .quick
    options.logger = TestTraces.logger
    change(&options)
    return await RolloutRun.start(journal, client: client, options: options).finish()
  }

  /// The licences that each user holds now.
  var holdings: [String: [License]] {
    Dictionary(uniqueKeysWithValues: portal.snapshot.users.map { ($0.id, $0.licenses) })
  }
}

/// Refuses calls in place of the portal.
struct Refusals: RolloutInstrument {
  let isRefused: @Sendable (RolloutCall) -> Bool

  init(_ isRefused: @escaping @Sendable (RolloutCall) -> Bool) { self.isRefused = isRefused }

  func measured<Value: Sendable>(
    _ call: RolloutCall, _ body: @Sendable () async throws(ProvisionError) -> Value
  ) async throws(ProvisionError) -> Value {
    guard !isRefused(call) else {
      throw ProvisionError(
        .rejected, delivery: .answered, operation: call.method, reason: "the portal said no")
    }
    return try await body()
  }
}

extension Pace {
  /// The fastest pace, with short waits before repeats.
  static var quick: Pace {
    var pace = Pace()
    pace.retryDelay = .milliseconds(1)
    pace.longestDelay = .milliseconds(20)
    return pace
  }
}

extension UserRow {
  /// A test user.
  static func user(
    _ number: Int, licenses: [License] = [.unityDesktop(.pro), .unityMobile(.standard)],
    state: State = .present, group: String = "London"
  ) -> UserRow {
    UserRow(
      number: number + 1, serverHostName: RolloutPortal.serverHostName, resellerId: "Acme",
      resellerName: "Acme Ltd", groupId: group, broadworksUserId: "user\(number)@acme.example.com",
      userName: "User \(number)", licenses: licenses, state: state)
  }
}

extension Injection {
  /// An answer of `GetUserLicenses` with the given content in its result.
  static func userLicenses(_ result: String) -> Injection {
    let text =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
      + "<soap:Body><GetUserLicensesResponse xmlns=\"\(Contract.builtIn.namespace)\"><GetUserLicensesResult>\(result)"
      + "</GetUserLicensesResult></GetUserLicensesResponse></soap:Body></soap:Envelope>"
    return .answer(status: 200, contentType: "text/xml; charset=utf-8", body: Array(text.utf8))
  }
}
