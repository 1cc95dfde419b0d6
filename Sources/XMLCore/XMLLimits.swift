/// How much of a document is read before it is refused.
package struct XMLLimits: Sendable, Hashable {
  /// The most elements that may be open at a time, the root among them.
  package var depth: Int

  /// The most attributes and namespace declarations of one start tag, and the most namespace declarations
  /// in scope.
  package var attributesPerElement: Int

  /// The most bytes as received; never more than 1 GiB, whatever is set.
  package var bytes: Int

  /// The most elements, attributes, namespace declarations and pieces of text together.
  package var nodes: Int

  /// Creates limits; the defaults are far above every answer of a SOAP service.
  ///
  /// - Parameters:
  ///   - depth: The most elements that may be open at a time.
  ///   - attributesPerElement: The most attributes and namespace declarations of one start tag, and the most
  ///     namespace declarations in scope.
  ///   - bytes: The most bytes as received.
  ///   - nodes: The most elements, attributes, namespace declarations and pieces of text together.
  package init(
    depth: Int = 256, attributesPerElement: Int = 1000, bytes: Int = 16 * 1024 * 1024, nodes: Int = 2_000_000
  ) {
    self.depth = depth
    self.attributesPerElement = attributesPerElement
    self.bytes = bytes
    self.nodes = nodes
  }
}
