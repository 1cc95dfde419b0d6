package import XMLCore

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
