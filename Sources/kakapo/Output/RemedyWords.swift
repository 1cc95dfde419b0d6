import KakapoProvision
import KakapoRollout

// Remedies in the words of the command line.

extension Remedy {
  /// The remedy in words of the command line; `nil` to keep the library's words.
  fileprivate var commandWords: String? {
    switch action {
    case .openLatch: "Open the latch afterwards with `kakapo latch open`; another password needs that, too."
    case .compareContract: "Compare them with `kakapo contract check`."
    case .generateMethod: "Generate the method with `kakapo contract generate`."
    case .giveContract: subject.map { "\($0), or give a copy of the WSDL with --contract FILE." }
    case .skipContractCheck: "If you know better, switch the check off with --contract off."
    case .resumeJournal:
      subject.map { "Go on with `--resume --journal \(ShellWord.quoted($0))` and without a file." }
        ?? "If its run did not end, go on with --resume."
    case .useAnotherJournal: "To begin again, give another --journal."
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
        subject.map { "Add it, or say with --map \($0)=Column which one it is." }
        ?? remedy + " Columns are mapped with --map name=Column."
    case .giveEncoding?: finding.remedy = "Save it again as UTF-8, or say the encoding with --encoding."
    case .useTemplate?: finding.remedy = "`kakapo rollout template` writes one to begin with."
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
    case .finished, .interrupted, .tooManyErrors: break
    }
    return summary
  }
}
