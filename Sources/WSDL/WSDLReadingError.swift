package import XMLCore

/// Why a document couldn't be read as WSDL.
package struct WSDLReadingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of refusal.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// The document isn't XML that can be read here; ``WSDLReadingError/underlying`` has the reason.
    case notXML
    /// The document is XML, or a web page, but its root isn't `definitions` of WSDL 1.1.
    case notWSDL
    /// The document exceeds a limit of ``WSDLLimits``.
    case tooLarge
    /// An imported document that something refers to can't be read; ``WSDLReadingError/location`` is its location.
    case incomplete
  }

  /// The kind of refusal.
  package let code: Code

  /// The file or address of the document, if known.
  package let location: String?

  /// The XML reader's error, for ``Code/notXML`` and ``Code/tooLarge``.
  package let underlying: XMLReadingError?

  /// The document that imports the missing one.
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

  /// What is wrong and with which document, for people.
  package var description: String {
    guard let importer else { return "\(location ?? "The document") cannot be read as WSDL: \(reason)" }
    return "\(location ?? "A document"), which \(importer) imports, cannot be read: \(reason)"
  }
}

/// The limits beyond which a WSDL and its imports are refused.
///
/// The defaults are several times the largest public WSDLs.
package struct WSDLLimits: Sendable, Hashable {
  /// The limits of each single document.
  package var document = XMLLimits(
    depth: 64, attributesPerElement: 256, bytes: 16 * 1024 * 1024, nodes: 1_000_000)

  /// The maximum number of bytes in all documents together.
  package var totalBytes = 32 * 1024 * 1024

  /// The maximum number of imported or included documents.
  package var imports = 64

  /// The maximum number of namespace declarations in scope at one element.
  package var namespacesInScope = 256

  /// The maximum number of bytes in one namespace.
  package var namespaceLength = 2048

  /// The maximum number of diagnostics; one more states how many were left out.
  package var diagnostics = 1000

  /// Creates the default limits.
  package init() {}
}
