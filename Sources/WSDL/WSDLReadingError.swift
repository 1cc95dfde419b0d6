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

/// How much of a WSDL and of what it imports is read before it is refused.
///
/// The defaults are several times the largest public WSDLs.
package struct WSDLLimits: Sendable, Hashable {
  /// The limits of each single document.
  package var document = XMLLimits(
    depth: 64, attributesPerElement: 256, bytes: 16 * 1024 * 1024, nodes: 1_000_000)

  /// The most bytes of all documents together.
  package var totalBytes = 32 * 1024 * 1024

  /// The most documents that are imported or included.
  package var imports = 64

  /// The most namespace declarations that may be in scope at one element.
  package var namespacesInScope = 256

  /// The most bytes of one namespace.
  package var namespaceLength = 2048

  /// The most diagnostics that are kept; one more says how many were left out.
  package var diagnostics = 1000

  /// Creates the default limits.
  package init() {}
}
