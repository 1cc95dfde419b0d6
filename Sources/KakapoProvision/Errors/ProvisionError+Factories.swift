extension ProvisionError {
  /// A parameter that cannot be sent as it is.
  package static func invalidParameter(
    _ parameter: String, reason: String, advice: String = ""
  ) -> ProvisionError {
    ProvisionError(
      .invalidParameter, delivery: .notSent,
      reason: parameter + (reason.hasPrefix("is ") ? " " : ": ") + reason, advice: advice,
      parameter: parameter)
  }

  /// A configuration that cannot be used.
  package static func invalidConfiguration(_ reason: String, advice: String = "") -> ProvisionError {
    ProvisionError(.invalidConfiguration, delivery: .notSent, reason: reason, advice: advice)
  }

  static func cancelledBeforeSending() -> ProvisionError {
    ProvisionError(.cancelled, delivery: .notSent, reason: "the task was cancelled")
  }

  static func loginLatched(_ record: LatchRecord) -> ProvisionError {
    ProvisionError(
      .loginLatched, delivery: .notSent,
      reason: "\(record.reason), so nothing more is sent to this account", remedies: record.remedies,
      serverText: record.serverText)
  }

  static func latchUnavailable(_ error: any Error) -> ProvisionError {
    ProvisionError(
      .latchUnavailable, delivery: .notSent,
      reason: "the login latch cannot be used: \(error)",
      advice:
        "Without it a wrong password could be sent twice: see to it that the file can be read and written, or name "
        + "another one.",
      underlyingError: error)
  }
}

/// A text in quotation marks, cut when it is long, with control characters made visible.
package func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(80).map { scalar in
    scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
  }
  return "\"" + shown.joined() + (text.unicodeScalars.count > 80 ? "…" : "") + "\""
}
