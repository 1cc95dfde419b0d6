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

/// Where in which document something stands.
///
/// Part of the equality of the components that carry it: the same component at another place is another
/// value. ``ContractComparison`` does not look at places.
package struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
  /// The file or address of the document, where it is known.
  package let location: String?

  /// The line on which the element's start tag ends, from 1.
  package let line: Int

  /// The elements from the root down to the place, such as `definitions/portType[Soap]/operation[Add]`.
  ///
  /// Of a very long path only the end is kept.
  package let path: String

  /// The place as `location:line (path)`, for people.
  package var description: String {
    "\(location.map { "\($0):" } ?? "line ")\(line) (\(path))"
  }
}
