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
  }

  /// The kind of refusal.
  package let code: Code

  /// The file or address of the document, where it is known.
  package let location: String?

  /// What the XML reader said, for ``Code/notXML`` and ``Code/tooLarge``.
  package let underlying: XMLReadingError?

  let reason: String

  /// What is wrong, with which document, for people.
  package var description: String {
    "\(location ?? "The document") cannot be read as WSDL: \(reason)"
  }
}
