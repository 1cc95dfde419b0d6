import Foundation
import KakapoProvision
import KakapoProvisionTesting

@testable import KakapoRollout

/// Parts of runs, in the form the engine makes them.
enum Samples {
  static func row(_ number: Int, user: String? = nil) -> UserRow {
    UserRow(
      number: number, serverHostName: "sp.example.com", resellerId: "acme", groupId: "sales",
      broadworksUserId: user ?? "user\(number)@example.com", userName: "User \(number)")
  }

  static func failure(
    _ number: Int, user: String? = nil, step: String = "AddUserLicense UnityDesktop/Pro",
    code: String = "rejected",
    reason: String = "There are no licences left."
  ) -> RowResult {
    RowResult(
      index: number - 2, row: row(number, user: user),
      outcome: .refused(RowFailure(step: step, code: code, reason: reason)))
  }

  static func call(
    at start: Double, taking duration: Double, _ outcome: RolloutCallResult.Outcome = .succeeded
  ) -> RolloutCallResult {
    RolloutCallResult(
      call: RolloutCall(row: 2, broadworksUserId: "jane@example.com", purpose: .step(.addUser), attempt: 1),
      start: .seconds(start), duration: .seconds(duration), outcome: outcome)
  }

  static let error = ProvisionError(
    .connectionLost, delivery: .mayHaveApplied, operation: "AddUserLicense", reason: "the connection was lost"
  )

  static func summary(
    _ ending: RolloutSummary.Ending = .finished, total: Int = 0, done: Int = 0, refused: Int = 0,
    before: Int = 0,
    calls: Int = 0, duration: Double = 1, failures: [RowResult] = [], retries: [RolloutRetry] = []
  ) -> RolloutSummary {
    var progress = RolloutProgress(total: total)
    progress.done = done
    progress.refused = max(refused, failures.count)
    progress.retried = retries.count
    progress.endedBefore = before
    return RolloutSummary(
      ending: ending, progress: progress, calls: calls, duration: .seconds(duration), failures: failures,
      retries: retries)
  }

  static func report(
    source: String = "users.csv", endpoint: String = "https://portal.example.com/Provision.asmx",
    counts: RolloutPlan.Counts = .init(), _ summary: RolloutSummary, _ timeline: RolloutTimeline = .init()
  ) -> RolloutReport {
    RolloutReport(
      source: source, endpoint: endpoint, counts: counts, summary: summary, timeline: timeline,
      began: Date(timeIntervalSince1970: 1_772_373_600), ended: Date(timeIntervalSince1970: 1_772_374_000))
  }
}
