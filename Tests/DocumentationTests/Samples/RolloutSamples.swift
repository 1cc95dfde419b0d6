import KakapoProvision
import KakapoRollout

/// A rollout in a program.
func rollOut(
  _ path: String, stateFolder: String, client: ProvisionClient
) async throws -> RolloutSummary {
  let input = try RolloutInput.read(path: path)
  let plan = try await Planner(client: client).plan(input)
  try DeletionGate.check(plan.counts, allowed: nil)

  let lock = try RolloutState(folder: stateFolder).lock(client)
  defer { lock.release() }
  let journal = try await Journal.begin(
    path + ".journal", plan: plan, client: client, format: input.format)
  var options = RolloutRun.Options()
  options.pace.concurrency = 16
  let run = RolloutRun.start(journal, client: client, options: options)
  for await event in run {
    if case .row(let result, let progress) = event {
      print(progress.ended, result.row.broadworksUserId)
    }
  }
  return await run.finish()
}

/// Continues a rollout.
func resume(
  _ path: String, stateFolder: String, client: ProvisionClient
) async throws -> RolloutSummary {
  let lock = try RolloutState(folder: stateFolder).lock(client)
  defer { lock.release() }
  let journal = try await Journal.resume(path + ".journal")
  try journal.check(client: client)
  return await RolloutRun.start(journal, client: client).finish()
}

/// Writes the refused rows before the journal ends.
func rollOutWritingFailedRows(
  _ journal: Journal, client: ProvisionClient, folder: String
) async -> RolloutSummary {
  var options = RolloutRun.Options()
  options.willEnd = { summary in
    do throws(RolloutError) {
      let writer = try FailedRowsWriter(
        path: folder + "/failed.csv", format: journal.head.format ?? InputFormat())
      for case let row in summary.failures {
        guard case .refused(let failure) = row.outcome else { continue }
        try writer.append(row: row.row, failure: failure)
      }
      try writer.close()
      return true
    } catch {
      return false
    }
  }
  return await RolloutRun.start(journal, client: client, options: options).finish()
}
