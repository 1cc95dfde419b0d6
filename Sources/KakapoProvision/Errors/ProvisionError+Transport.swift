import HTTPTransport

extension ProvisionError {
  /// Tells what a transport threw.
  ///
  /// An error of unknown kind may have come after the request went out.
  ///
  /// - Parameters:
  ///   - thrown: What the transport threw.
  ///   - redact: Takes the call's secrets out of the words of a foreign transport.
  init(transportError thrown: any Error, redact: Redactor) {
    let error = ProvisionError.withoutSecrets(thrown, redact)
    guard let error = error as? TransportError, thrown is TransportError else {
      let isCancellation = error is CancellationError
      self.init(
        isCancellation ? .cancelled : .connectionLost, delivery: .mayHaveApplied,
        reason: isCancellation
          ? "the task was cancelled after the call had begun"
          : "the transport failed: \((error as? TransportError)?.reason ?? "\(error)")",
        remedies: [.lookInPortal], underlyingError: error)
      return
    }
    self.init(
      ProvisionError.code(for: error.code),
      delivery: error.requestMayHaveBeenSent ? .mayHaveApplied : .notSent,
      reason: error.reason, remedies: ProvisionError.remedies(for: error), underlyingError: error)
  }

  /// The error itself, or its words without the secrets if it says one.
  private static func withoutSecrets(_ error: any Error, _ redact: Redactor) -> any Error {
    var text = "\(error)"
    dump(error, to: &text)
    guard redact.finds(in: text) else { return error }
    let known = error as? TransportError
    return TransportError(
      known?.code ?? .connectionLost, requestMayHaveBeenSent: known?.requestMayHaveBeenSent ?? true,
      reason: redact(known?.reason ?? "\(error)"))
  }

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

  private static func remedies(for error: TransportError) -> [Remedy] {
    if error.requestMayHaveBeenSent { return [.lookInPortal] }
    switch error.code {
    case .cannotConnect: return .correction("Check the endpoint, the network and any proxy.")
    case .timedOut: return [Remedy(.retrySafely, "Try again, or allow more time.")]
    default: return []
    }
  }
}
