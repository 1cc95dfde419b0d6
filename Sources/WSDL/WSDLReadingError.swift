package import XMLCore

/// Why a document was not read as WSDL at all.
package struct WSDLReadingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of refusal.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// The document is no XML that is read here; ``WSDLReadingError/underlying`` says why.
    case notXML
    /// The document is XML, or a web page, but its root is not `definitions` of WSDL 1.1.
    case notWSDL
    /// The document exceeds a limit of ``WSDLLimits``.
    case tooLarge
    /// A document that is imported, and that something refers to, cannot be read; ``WSDLReadingError/location`` is its
    /// own.
    case incomplete
  }

  /// The kind of refusal.
  package let code: Code

  /// The file or address of the document, where it is known.
  package let location: String?

  /// What the XML reader said, for ``Code/notXML`` and ``Code/tooLarge``.
  package let underlying: XMLReadingError?

  /// The document that imports the one that is missing.
  private let importer: String?

  let reason: String

  init(
    code: Code, location: String?, importer: String? = nil, underlying: XMLReadingError?, reason: String
  ) {
    self.code = code
    self.location = location
    self.importer = importer
    self.underlying = underlying
    self.reason = reason
  }

  /// What is wrong, with which document, for people.
  package var description: String {
    guard let importer else { return "\(location ?? "The document") cannot be read as WSDL: \(reason)" }
    return "\(location ?? "A document"), which \(importer) imports, cannot be read: \(reason)"
  }
}
