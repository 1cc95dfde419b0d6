/// Something about a WSDL that a person should know, and where it stands.
package struct WSDLDiagnostic: Sendable, Hashable, CustomStringConvertible {
  /// How much it matters.
  package enum Severity: String, Sendable, Hashable, CaseIterable {
    /// Unusual, or left out on purpose; nothing that is on the wire is lost.
    case warning
    /// A construct that the model leaves out or holds only in part.
    case unsupported
    /// The document contradicts itself or the specification, or a part of it cannot be had.
    case error
  }

  /// How much it matters.
  package let severity: Severity

  /// What is so, to which name, for people.
  package let message: String

  /// Where it stands; `nil` for what concerns the whole reading.
  package let place: SourcePlace?

  /// Creates a diagnostic, also for readers of the model that find something they cannot use.
  ///
  /// - Parameters:
  ///   - severity: How much it matters.
  ///   - message: What is so, for people.
  ///   - place: Where it stands.
  package init(severity: Severity, message: String, place: SourcePlace?) {
    self.severity = severity
    self.message = message
    self.place = place
  }

  /// The diagnostic on one line, as compilers write theirs.
  package var description: String {
    "\(place.map { "\($0): " } ?? "")\(severity.rawValue): \(message)"
  }
}
