import HTTPTransport

extension ProvisionError {
  /// Makes an error from a transport's error.
  ///
  /// An error of an unknown type may have happened after the request was sent.
  ///
  /// - Parameters:
  ///   - thrown: The transport's error.
  ///   - redact: Removes the call's secrets from the text of a foreign transport's error.
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

  /// The error itself, or only its text without the secrets if it contains one.
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
    case .timedOut: return [.retryWithMoreTime]
    default: return []
    }
  }
}

extension ProvisionError {
  /// A parameter that can't be sent as it is.
  package static func invalidParameter(
    _ parameter: String, reason: String, advice: String = ""
  ) -> ProvisionError {
    ProvisionError(
      .invalidParameter, delivery: .notSent,
      reason: parameter + (reason.hasPrefix("is ") ? " " : ": ") + reason, advice: advice,
      parameter: parameter)
  }

  /// A configuration that can't be used.
  package static func invalidConfiguration(_ reason: String, advice: String = "") -> ProvisionError {
    ProvisionError(.invalidConfiguration, delivery: .notSent, reason: reason, advice: advice)
  }

  static func cancelledBeforeSending() -> ProvisionError {
    ProvisionError(.cancelled, delivery: .notSent, reason: "the task was cancelled")
  }

  static func latchUnavailable(_ error: any Error) -> ProvisionError {
    ProvisionError(
      .latchUnavailable, delivery: .notSent,
      reason: "the login latch cannot be used: \(error)",
      advice:
        "Without it, a wrong password could be sent twice. Make sure that the file can be read and written, "
        + "or use another one.",
      underlyingError: error)
  }
}

/// A text in quotation marks, cut if it is long, with control characters made visible.
package func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(80).map { scalar in
    scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
  }
  return "\"" + shown.joined() + (text.unicodeScalars.count > 80 ? "…" : "") + "\""
}
