import KakapoProvision
import KakapoRollout

// Remedies in the words of the command line.

extension Remedy {
  /// The remedy in words of the command line; `nil` to keep the library's words.
  fileprivate var commandWords: String? {
    switch action {
    case .openLatch: "Then open the latch with `kakapo latch open`. A new password needs that, too."
    case .compareContract: "Compare them with `kakapo contract check`."
    case .generateMethod: "Generate the method with `kakapo contract generate`."
    case .giveContract: subject.map { "\($0), or give a copy of the WSDL with --contract FILE." }
    case .skipContractCheck: "If you are sure of the call, turn off the check with --contract off."
    case .resumeJournal:
      subject.map { "Continue with `--resume --journal \(ShellWord.quoted($0))` and without a file." }
        ?? "If its run did not finish, continue with --resume."
    case .useAnotherJournal: "To start again, give another --journal."
    case .allowDeletions: subject.map { "If that is right, add --allow-deletes \($0)." }
    default: nil
    }
  }
}

extension ProvisionError {
  /// The error with remedies in words of the command line.
  var inCommandWords: ProvisionError { worded(\.commandWords) }
}

extension RolloutError {
  /// The error with remedies in words of the command line.
  var inCommandWords: RolloutError { worded(\.commandWords) }
}

extension Finding {
  /// The finding with its remedy in words of the command line.
  var inCommandWords: Finding {
    var finding = self
    switch action {
    case .mapColumn?:
      finding.remedy =
        subject.map { "Add it, or map it with --map \($0)=Column." }
        ?? remedy + " Map columns with --map name=Column."
    case .allowFewerRows?:
      finding.remedy = "Check that the export is complete. If it is, allow fewer with --min-rows."
    case .giveEncoding?: finding.remedy = "Save it as UTF-8, or give the encoding with --encoding."
    case .useTemplate?: finding.remedy = "`kakapo rollout template` writes one to start from."
    default: break
    }
    return finding
  }
}

extension RolloutSummary {
  /// The summary with remedies in words of the command line.
  var inCommandWords: RolloutSummary {
    var summary = self
    switch ending {
    case .stopped(let error): summary.ending = .stopped(error.inCommandWords)
    case .journalFailed(let error): summary.ending = .journalFailed(error.inCommandWords)
    case .finished, .interrupted, .deadline, .tooManyErrors, .equalRefusals: break
    }
    return summary
  }
}
