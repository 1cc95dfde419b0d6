/// A finding about a WSDL for a person, and its place.
package struct WSDLDiagnostic: Sendable, Hashable, CustomStringConvertible {
  /// How serious it is.
  package enum Severity: String, Sendable, Hashable, CaseIterable {
    /// Unusual, or ignored on purpose; it loses nothing that is on the wire.
    case warning
    /// A construct that the model doesn't contain, or only in part.
    case unsupported
    /// The document contradicts itself or the specification, or a part of it isn't available.
    case error
  }

  /// How serious it is.
  package let severity: Severity

  /// The finding, with the name that it is about, for people.
  package let message: String

  /// Its place; `nil` for the reading as a whole.
  package let place: SourcePlace?

  /// Creates a diagnostic, also for users of the model that find something unusable.
  ///
  /// - Parameters:
  ///   - severity: How serious it is.
  ///   - message: The finding, for people.
  ///   - place: Its place.
  package init(severity: Severity, message: String, place: SourcePlace?) {
    self.severity = severity
    self.message = message
    self.place = place
  }

  /// The diagnostic on one line, in the style of compilers.
  package var description: String {
    "\(place.map { "\($0): " } ?? "")\(severity.rawValue): \(message)"
  }
}

/// A place in a document.
///
/// It counts for the equality of the components that have it: the same component at another place isn't equal.
/// Comparing contracts ignores places.
package struct SourcePlace: Sendable, Hashable, CustomStringConvertible {
  /// The file or address of the document, if known.
  package let location: String?

  /// The line on which the element's start tag ends, from 1.
  package let line: Int

  /// The elements from the root down to the place, such as `definitions/portType[Soap]/operation[Add]`.
  ///
  /// Only the end of a very long path is kept.
  package let path: String

  /// The place as `location:line (path)`, for people.
  package var description: String {
    "\(location.map { "\($0):" } ?? "line ")\(line) (\(path))"
  }
}
