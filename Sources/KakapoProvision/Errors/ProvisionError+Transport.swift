import SOAP

extension ProvisionError {
  /// Tells what a transport threw.
  ///
  /// An error of unknown kind may have come after the request went out.
  ///
  /// - Parameters:
  ///   - error: What the transport threw.
  ///   - redact: Takes the call's secrets out of the words of a foreign transport.
  init(transportError error: any Error, redact: Redactor) {
    guard let error = error as? TransportError else {
      let isCancellation = error is CancellationError
      self.init(
        isCancellation ? .cancelled : .connectionLost, delivery: .mayHaveApplied,
        reason: isCancellation
          ? "the task was cancelled after the call had begun" : "the transport failed: \(redact("\(error)"))",
        advice: ProvisionError.lookFirst, underlyingError: error)
      return
    }
    self.init(
      ProvisionError.code(for: error.code),
      delivery: error.requestMayHaveBeenSent ? .mayHaveApplied : .notSent,
      reason: redact(error.reason), advice: ProvisionError.advice(for: error), underlyingError: error)
  }

  private static let lookFirst = "Look in the portal what came of it before repeating the call."

  private static func code(for code: TransportError.Code) -> Code {
    switch code {
    case .cannotConnect: .cannotConnect
    case .timedOut: .timedOut
    case .cancelled: .cancelled
    case .responseTooLarge: .responseTooLarge
    case .closed: .closed
    case .invalidRequest: .invalidConfiguration
    default: .connectionLost
    }
  }

  private static func advice(for error: TransportError) -> String {
    if error.requestMayHaveBeenSent { return lookFirst }
    switch error.code {
    case .cannotConnect: return "Check the endpoint, the network and any proxy."
    case .timedOut: return "Try again, or allow more time."
    default: return ""
    }
  }
}
