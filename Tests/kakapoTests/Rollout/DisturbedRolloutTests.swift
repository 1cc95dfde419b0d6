import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

@Suite("Rollouts at a portal with faults", .serialized, .timeLimit(.minutes(10)))
struct DisturbedRolloutTests {
  private static let rollout = SampleRollout(
    existing: (121...135).map { .user($0, [.unityDesktop(.pro)]) },
    rows: (1...120).map { .user($0) } + (121...135).map { .user($0, [], state: .absent) },
    options: ["--allow-deletes", "15"])

  @Test("succeed, and their report names every call that was tried again")
  func disturbed() async throws {
    let end = try await Self.rollout.undisturbedEnd()
    try await Self.rollout.run { site in
      var disturbances = RandomDisturbances(seed: 5)
      disturbances.add(.connectionDropped, share: 0.025)
      disturbances.add(.connectionDropped.afterApplying(), share: 0.025)
      disturbances.add(.unavailable(), share: 0.05)
      disturbances.add(.page(status: 200), share: 0.005)
      disturbances.add(.page(status: 502), share: 0.005)
      disturbances.slowPeriods = SlowPeriods(of: 20, inEvery: 200, latency: .milliseconds(300))
      site.simulator.setRandomDisturbances(disturbances)
      let report = site.path("report")
      let output = try await site.apply("--report", report)
      #expect(output.status == 0, "\(output.standardError)")
      #expect(site.snapshot == end)
      site.simulator.expectNothingRepeated([], "with faults")

      // The plan is made before the first step, and its reads aren't calls of the run.
      let calls = site.simulator.requests.filter { $0.kind == .call }
      let steps = calls.drop { $0.step == nil }
      // Every undisturbed step succeeds here, and every read gets an answer.
      let disturbed = steps.filter { $0.step != nil ? $0.status != 200 || !$0.wasApplied : $0.status != 200 }
      #expect(disturbed.count > 20)
      #expect(Set(disturbed.map(\.status)).isSuperset(of: [nil, 503]))
      let table = try String(contentsOfFile: report + "/retries.csv", encoding: .utf8)
      let reported = table.split(whereSeparator: \.isNewline).dropFirst().map {
        $0.split(separator: ",", maxSplits: 4).map(String.init)
      }
      let named = reported.filter { !$0[2].contains("GetUserLicenses") }.map { "\($0[1]) \($0[2])" }
      #expect(named.sorted() == disturbed.compactMap(\.step).sorted())
      let readBack = reported.filter { $0[2].contains("GetUserLicenses") }.map { $0[1] }
      let unread = disturbed.filter { $0.step == nil }.compactMap { $0["broadworksUserId"] }
      // In the log, a read that got a page with status 200 looks like an answered read.
      for user in unread { #expect(readBack.contains(user)) }
    }
  }
}
