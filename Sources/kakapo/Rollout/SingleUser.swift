import ArgumentParser
import Foundation
import KakapoProvision
import KakapoRollout

/// Does for one user what a rollout does for many, with the same checks.
struct SingleUser {
  private struct Outcome: Encodable {
    let broadworksUserId: String
    let steps: [String]
    let outcome: String
    let licensesTakenAlong: [String]
    let done: [String]?
    let error: JSONError?
  }

  let client: ProvisionClient
  let output: OutputFormat
  let isDryRun: Bool
  /// Whether to skip the question; only deletions ask one.
  let isConfirmed: Bool

  /// Refuses an invalid row, and names the parameter.
  ///
  /// - Throws: `ValidationError`.
  static func check(_ row: UserRow) throws {
    do throws(RolloutInputError) {
      _ = try RolloutInput(rows: [row])
    } catch {
      throw ValidationError(
        error.findings.map { finding in
          (finding.column.map { "\($0): " } ?? "")
            + [finding.value.map { "\"\($0)\"" }, finding.problem].compactMap { $0 }.joined(separator: " ")
            + (finding.remedy.isEmpty ? "" : ". \(finding.remedy)")
        }.joined(separator: "\n"))
    }
  }

  /// Plans a row.
  func plan(_ row: UserRow) async throws -> RolloutPlan {
    let input = try RolloutInput(rows: [row])
    return try await Interruption.cancelling { try await Planner(client: client).plan(input) }
  }

  /// Carries out a plan for one user, or prints it.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - unchanged: The message when there is nothing to do.
  /// - Throws: `ExitCode` unless everything was done.
  func run(_ plan: RolloutPlan, unchanged: String) async throws {
    guard let planned = plan.rows.first else { return }
    guard !planned.steps.isEmpty else {
      guard !plan.isEmpty, let note = planned.note else { return try tell(planned, "unchanged", unchanged) }
      let failure = RowFailure(
        step: RolloutStep.deleteUser.description, code: "uncertain",
        reason: "\(planned.row.broadworksUserId) \(note). `kakapo call DeleteUser` deletes it anyway.")
      if output == .json {
        try tell(planned, "failed", "", error: JSONError(failure))
      } else {
        Report.complain(failure.reason)
      }
      throw ExitStatus.unexpected.exitCode
    }
    let steps = planned.steps.map(\.description).joined(separator: ", ")
    let along = planned.licensesTakenAlong.map(\.text)
    if isDryRun {
      return try tell(
        planned, "dryRun",
        "Would call: \(steps)" + (along.isEmpty ? "" : "; also deleted: \(along.joined(separator: ", "))"))
    }
    if planned.steps.contains(where: \.isDeletion), !isConfirmed { try ask(planned, along) }
    try await Report.errors(as: output) {
      // The caller named the user, and the question showed the licences that are lost.
      let run = try RolloutRun.startUnjournaled(
        plan, client: client, allowingDeletions: plan.counts.deletions)
      let signals = StopSignals { run.cancel() }
      defer { signals.cancel() }
      var failure: ProvisionError?
      var failedLook: ProvisionError?
      // A call whose answer was lost and whose outcome was looked up since.
      var lookedUp: ProvisionError?
      // The steps that were tried and whose end is unknown.
      var lost: [RolloutStep: ProvisionError] = [:]
      var done: [String] = []
      for await event in run {
        if case .call(let result) = event {
          switch (result.outcome, result.call.purpose) {
          case (.failed(let error), .step): failure = error
          case (.failed(let error), _): failedLook = error
          case (.retried(let error), .step(let step)):
            // A step that may have been carried out stays in doubt, whatever the outcome of the next attempt.
            if lost[step]?.delivery != .mayHaveApplied { lost[step] = error }
          case (.succeeded, .step(let step)):
            lost[step] = nil
            done.append(step.description)
          case (.succeeded, .readBack(let step)):
            lost[step] = nil
            if failure?.delivery == .mayHaveApplied { (lookedUp, failure) = (failure, nil) }
          default: break
          }
        }
        guard case .ended(let summary) = event, summary.progress.done == 0 else { continue }
        if !done.isEmpty, output == .table { print("Done: \(done.joined(separator: ", "))") }
        let answered = failure.flatMap { $0.delivery == .notSent ? nil : $0 }
        let doubtful = lost.values.first { $0.delivery == .mayHaveApplied }
        if let failure = answered ?? doubtful ?? failure ?? SingleUser.cause(of: summary) ?? lost.values.first
          ?? failedLook
        {
          guard output == .json else { throw failure }
          try tell(planned, "failed", "", done: done, error: JSONError(failure))
          throw ExitStatus(failure).exitCode
        }
        let why =
          summary.failures.first?.failure
          ?? RowFailure(step: steps, code: "interrupted", reason: "It was interrupted before it finished.")
        if output == .json {
          try tell(planned, "failed", "", done: done, error: JSONError(why))
        } else {
          Report.complain("\(why.step): \(why.reason)")
        }
        let status = ExitStatus(summary)
        // The call was not refused: it did not reach the portal.
        throw (status == .rejected && lookedUp != nil ? .unreachable : status).exitCode
      }
      try tell(
        planned, "done",
        "Done: \(steps)" + (along.isEmpty ? "" : "; also deleted: \(along.joined(separator: ", "))"))
    }
  }

  private func ask(_ planned: PlannedRow, _ along: [String]) throws {
    let user = planned.row.broadworksUserId
    let licenses = planned.steps.filter(\.isDeletion).compactMap(\.license?.text).joined(separator: ", ")
    try Question.confirm(
      planned.steps.contains(.deleteUser)
        ? "Delete \(user)\(along.isEmpty ? "" : " and with it \(along.joined(separator: ", "))")?"
        : "Take \(licenses) away from \(user)?")
  }

  private static func cause(of summary: RolloutSummary) -> ProvisionError? {
    if case .stopped(let error) = summary.ending { error } else { nil }
  }

  private func tell(
    _ planned: PlannedRow, _ outcome: String, _ words: String, done: [String]? = nil, error: JSONError? = nil
  ) throws {
    guard output == .json else { return print(Printable.line(words)) }
    try JSONOutput.print(
      Outcome(
        broadworksUserId: planned.row.broadworksUserId, steps: planned.steps.map(\.description),
        outcome: outcome,
        licensesTakenAlong: planned.licensesTakenAlong.map(\.text), done: done, error: error))
  }
}

/// The common options of all commands that change one user.
struct SingleUserOptions: ParsableArguments {
  @OptionGroup var user: UserOptions

  @Flag(name: .customLong("dry-run"), help: "Show what would be called, and change nothing.")
  var isDryRun = false

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  /// Makes the worker of the command.
  ///
  /// - Parameter isConfirmed: Whether to skip the question; only deletions ask one.
  /// - Returns: The worker.
  /// - Throws: `ValidationError` for invalid options, `ProvisionError`.
  func single(isConfirmed: Bool) throws -> SingleUser {
    SingleUser(
      client: try connection.makeClient(), output: output.output, isDryRun: isDryRun, isConfirmed: isConfirmed
    )
  }
}

/// Lists the licences of a user, for `user show` and `license list`.
enum UserListing {
  private struct Listing: Encodable {
    let broadworksUserId: String
    let serverHostName: String
    let licenses: [String]
    /// Why the licences are uncertain; empty if they are certain.
    let doubts: [String]
  }

  static func show(
    _ user: UserOptions, _ connection: ConnectionOptions, _ output: OutputFormat
  ) async throws {
    let row = try user.row()
    try SingleUser.check(row)
    try await Report.errors(as: output) {
      let client = try connection.makeClient()
      let answer = try await Interruption.cancelling {
        try await client.getUserLicenses(
          serverHostName: row.serverHostName, broadworksUserId: row.broadworksUserId)
      }
      let licenses = answer.licenses.map(\.pair.text)
      switch output {
      case .json:
        try JSONOutput.print(
          Listing(
            broadworksUserId: row.broadworksUserId, serverHostName: row.serverHostName, licenses: licenses,
            doubts: answer.doubts.map(\.description)))
      case .table:
        if !licenses.isEmpty {
          print(licenses.map(Printable.line).joined(separator: "\n"))
        } else if answer.isCertain {
          print("no licence")
        }
      }
      guard answer.isCertain else {
        Report.complain(
          "The list isn't certain: \(answer.doubts.map { Printable.line($0.description) }.joined(separator: "; ")). "
            + "`kakapo call GetUserLicenses --output json` shows the whole answer.")
        throw ExitStatus.unexpected.exitCode
      }
    }
  }
}
