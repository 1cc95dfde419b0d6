import Foundation
import FuzzSupport
import KakapoProvision
@testable import KakapoRollout

/// A journal that was written as runs write it, and what it says.
struct Sample: Sendable {
  let bytes: [UInt8]
  let plan: RolloutPlan
  let states: [RowState]
  let isFinished: Bool

  /// One whose run has ended, and one that was broken off.
  static let all = [made(isFinished: true), made(isFinished: false)]

  private static let rows = (0..<6).map { number in
    UserRow(
      number: number + 2, serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London",
      broadworksUserId: "user\(number)@acme.example.com", userName: "J\u{F6}rg \(number)",
      licenses: [.unityDesktop(.pro)], state: number == 5 ? .absent : .present)
  }

  private static func made(isFinished: Bool) -> Sample {
    let plan = RolloutPlan(
      endpoint: "https://portal.example.com/x.asmx", isPruning: false,
      rows: rows.map { row in
        PlannedRow(
          row, reading: row.state == .absent ? .holding([License.unityDesktop(.pro).pair]) : nil,
          isPruning: false)
      })
    let path = ScratchFile.path
    let states = wait(for: { () async -> [RowState] in
      do {
        try? FileManager.default.removeItem(atPath: path)
        let client = try ProvisionClient(credentials: Credentials(userName: "interface", password: "x"))
        let journal = try await Journal.begin(
          path, plan: plan, client: client, allowingDeletions: 1, source: "users.csv", format: InputFormat())
        try await write(journal, isFinished: isFinished)
        journal.close()
        return try await Journal.resume(path).states
      } catch {
        fatalError("the sample cannot be written: \(error)")
      }
    })
    return Sample(bytes: ScratchFile.bytes, plan: plan, states: states, isFinished: isFinished)
  }

  /// Every kind of end for a step; the last rows are not reached.
  private static func write(_ journal: Journal, isFinished: Bool) async throws {
    for (row, planned) in journal.plan.rows.enumerated() where row < 4 || isFinished {
      for step in planned.steps.indices {
        let place = StepPlace(row: row, step: step)
        try await journal.intend(place)
        switch row + step {
        case 3:
          journal.append(
            .refused(
              place, RowFailure(step: planned.steps[step].description, code: "rejected", reason: "no \u{E9}"))
          )
        case 4: break
        case 5:
          journal.append(.undone(place))
          journal.append(
            .retried(RolloutRetry(row: row, broadworksUserId: "x", call: "y", attempt: 1, reason: "z")))
        default: journal.append(.done(place))
        }
      }
    }
    if isFinished { journal.append(.end) }
    try await journal.flush()
  }
}
