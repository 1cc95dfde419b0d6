import ArgumentParser
import KakapoProvision
import KakapoRollout

/// The exit codes: those of sysexits.h, and higher ones for rollouts.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  case changesPending = 2
  case misuse = 64
  case rejected = 65
  case unreachable = 69
  case unexpected = 70
  case mayHaveApplied = 74
  case interrupted = 75
  case contract = 76
  case loginRefused = 77
  case accessRefused = 78
  case gateRefused = 80
  case stalePlan = 81
  case lockedByAnotherRun = 82
  case declined = 83
  case incomplete = 84

  init(_ error: ProvisionError) {
    switch error.code {
    case .loginFailed, .loginLatched: self = .loginRefused
    case .accessRefused: self = .accessRefused
    case .invalidParameter, .invalidConfiguration: self = .misuse
    case .rejected: self = .rejected
    case .contractUnavailable where [401, 403, 404, 407].contains(error.httpStatus): self = .accessRefused
    case .contractUnavailable where error.underlyingError is TransportError:
      self = (error.underlyingError as? TransportError)?.code == .invalidRequest ? .misuse : .unreachable
    case .contractMismatch, .contractUnavailable: self = .contract
    default:
      switch error.delivery {
      case .mayHaveApplied: self = .mayHaveApplied
      case .onlyRead: self = error.httpStatus == nil ? .unreachable : .unexpected
      case .notSent where error.code != .latchUnavailable: self = .unreachable
      default: self = .unexpected
      }
    }
  }

  init(_ error: RolloutError) {
    switch error.code {
    case .deletionsNotAllowed: self = .gateRefused
    case .stalePlan, .spentPlan, .otherEndpoint, .otherJournal: self = .stalePlan
    case .locked: self = .lockedByAnotherRun
    case .unreadablePlan, .unfinishedJournal, .nothingToResume: self = .misuse
    default: self = (error.underlyingError as? ProvisionError).map { ExitStatus($0) } ?? .unexpected
    }
  }

  init(_ summary: RolloutSummary) {
    switch summary.ending {
    // A resumed run looks up the steps in doubt.
    case .stopped(let error): self = error.delivery == .mayHaveApplied ? .unreachable : ExitStatus(error)
    case .interrupted, .deadline: self = .interrupted
    case .journalFailed: self = .unexpected
    // Refused rows can be corrected and tried again; a row with an unknown outcome must be looked at first.
    case .finished, .tooManyErrors, .equalRefusals:
      if summary.failures.contains(where: \.mayHaveApplied) {
        self = .mayHaveApplied
      } else if case .equalRefusals = summary.ending {
        self = .interrupted
      } else if case .finished = summary.ending, summary.progress.refused == 0 {
        self = .success
      } else {
        self = .rejected
      }
    }
  }

  var meaning: String {
    switch self {
    case .success: "the portal carried out the call; the rollout is done"
    case .changesPending:
      "there is something to do (`plan --detailed-exitcode`), or something differs (`drift`)"
    case .misuse: "wrong arguments, a bad value, file or setting; nothing was sent"
    case .rejected: "the portal refused the call, or some rows of a rollout"
    case .unreachable:
      "no connection, or the call was abandoned before it was sent; a rollout lost the portal"
    case .unexpected:
      "the server did not carry out the call and gave an odd answer, or a file of the command is unusable"
    case .mayHaveApplied: "the answer was lost or unreadable: the call may have been carried out"
    case .interrupted:
      "the rollout was interrupted, or stopped at its deadline or after equal refusals; continue with `--resume`"
    case .contract:
      "the service's contract differs, or is not available; a call that does not match it is not sent"
    case .loginRefused:
      "the login failed and the account is locked, or the latch is closed: after a failed login, or because "
        + "it isn't known whether one failed"
    case .accessRefused: "HTTP 401, 403, 404 or 407: the access list, or a wrong endpoint"
    case .gateRefused:
      "the rollout deletes more than is allowed without `--allow-deletes`; nothing was changed"
    case .stalePlan:
      "the plan or the journal does not match: stale, already applied, or for another input or endpoint; "
        + "nothing was changed"
    case .lockedByAnotherRun: "another run uses the journal, or the same endpoint and user"
    case .declined: "the answer to the question was no, or there was no terminal to ask; nothing was changed"
    case .incomplete: "Swift was generated, but without the operations that cannot be expressed"
    }
  }

  /// All codes with their meanings, one a line.
  static let table = allCases.map { status in
    (status.rawValue < 10 ? " " : "") + "\(status.rawValue)  \(status.meaning)"
  }.joined(separator: "\n")

  var exitCode: ExitCode { ExitCode(rawValue) }
}
