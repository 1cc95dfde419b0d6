import ArgumentParser
import KakapoProvision

/// The exit codes, from sysexits.h.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  case misuse = 64
  case rejected = 65
  case unreachable = 69
  case unexpected = 70
  case mayHaveApplied = 74
  case contract = 76
  case loginRefused = 77
  case accessRefused = 78

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
      case .notSent where error.code != .latchUnavailable: self = .unreachable
      default: self = .unexpected
      }
    }
  }

  var meaning: String {
    switch self {
    case .success: "the portal carried the call out"
    case .misuse: "wrong arguments, a bad value or a bad setting; nothing was sent"
    case .rejected: "the portal refused the call"
    case .unreachable: "no connection, or given up before anything was sent"
    case .unexpected:
      "the server did not carry the call out and answered oddly, or the latch file is unusable"
    case .mayHaveApplied: "the answer was lost or unreadable: the call may have been carried out"
    case .contract: "the service's contract differs, or could not be had; nothing was sent"
    case .loginRefused:
      "the login failed and the account is locked, or the latch is closed since such a failure"
    case .accessRefused: "HTTP 401, 403, 404 or 407: the access list, or a wrong endpoint"
    }
  }

  /// All codes with their meanings, a line each.
  static let table = allCases.map { status in
    (status.rawValue < 10 ? " " : "") + "\(status.rawValue)  \(status.meaning)"
  }.joined(separator: "\n")

  var exitCode: ExitCode { ExitCode(rawValue) }
}
