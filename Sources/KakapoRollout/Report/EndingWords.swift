import KakapoProvision

/// The end of a run in words.
extension RolloutSummary {
  /// One or two sentences, for example `9,990 of 10,000 rows are done; 10 were refused.`.
  package var headline: String {
    let total = PlainNumber.text(progress.total, "row")
    guard progress.total > 0 else {
      return "There were no rows." + (ending.words.map { " \($0)." } ?? "")
    }
    if case .finished = ending, progress.done == progress.total {
      return progress.total == 1 ? "The one row is done." : "All \(total) are done."
    }
    let verb = progress.done == 1 ? "is" : "are"
    let rest = [refusedWords, notTriedWords].compactMap { $0 }
    return (ending.words.map { "\($0). " } ?? "")
      + "\(PlainNumber.text(progress.done)) of \(total) \(verb) done"
      + (rest.isEmpty ? "." : "; \(rest.joined(separator: ", ")).")
  }

  /// The sentences that the reader needs beside the headline; empty when all is well.
  package var advice: [String] {
    var sentences: [String] = []
    switch ending {
    // Leaves the outcome out: it is that of one call, not of the run.
    case .stopped(let error): sentences.append(error.description(outcome: ""))
    case .journalFailed(let error): sentences.append(error.description)
    case .finished, .interrupted, .deadline, .tooManyErrors, .equalRefusals: break
    }
    if !rowsInDoubt.isEmpty {
      sentences.append(
        "It isn't known whether calls were carried out for \(PlainNumber.rows(rowsInDoubt)) "
          + "(code mayHaveApplied). Check in the portal before you try them again.")
    }
    if undecided > 0 {
      sentences.append(
        "\(PlainNumber.text(undecided, "row")) had a call whose answer is not known; a resumed run looks it up first."
      )
    }
    if notTried > 0 { sentences.append("A resumed run continues with the unfinished rows.") }
    return sentences
  }

  /// The numbers of the refused rows with a call whose outcome could not be found out.
  package var rowsInDoubt: [Int] { failures.filter(\.mayHaveApplied).map(\.row.number) }

  private var refusedWords: String? {
    progress.refused == 0
      ? nil : "\(PlainNumber.text(progress.refused)) \(progress.refused == 1 ? "was" : "were") refused"
  }

  private var notTriedWords: String? {
    notTried == 0 ? nil : "\(PlainNumber.text(notTried)) \(notTried == 1 ? "is" : "are") not finished"
  }
}

extension RolloutSummary.Ending {
  /// Why the run ended early, without a full stop; `nil` when it did not.
  package var words: String? {
    switch self {
    case .finished: nil
    case .interrupted: "Interrupted"
    case .stopped(let error): "Stopped: \(RolloutSummary.Ending.cause(error))"
    case .deadline: "Stopped at the deadline"
    case .equalRefusals(let group):
      "Stopped because \(group.occasion): "
        + "\(group.step): \(group.reason.hasSuffix(".") ? String(group.reason.dropLast()) : group.reason)"
    case .tooManyErrors(let limit): "Stopped after more than \(PlainNumber.text(limit, "refused row"))"
    case .journalFailed: "Stopped: the journal cannot be written"
    }
  }

  private static func cause(_ error: ProvisionError) -> String {
    switch error.code {
    case .contractUnavailable where error.underlyingError is TransportError: "the portal cannot be reached"
    case .loginFailed: "the portal refused the login, and the account is locked now"
    case .loginLatched: "this login failed before and is not sent again"
    case .accessRefused: "the portal refuses access"
    case .contractMismatch, .contractUnavailable: "the service's contract does not match, or is not available"
    case .cannotConnect, .connectionLost, .timedOut: "the portal cannot be reached"
    case _ where error.delivery == .mayHaveApplied: "the portal does not answer, or turns calls away"
    default: "every further call would fail as well (\(error.code))"
    }
  }
}

extension RowResult {
  /// Why the row was refused, if it was.
  package var failure: RowFailure? {
    guard case .refused(let failure) = outcome else { return nil }
    return failure
  }

  /// Whether the outcome of the row could not be found out.
  package var mayHaveApplied: Bool { failure?.mayHaveApplied == true }
}
