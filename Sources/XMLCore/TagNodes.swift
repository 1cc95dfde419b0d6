import CXMLParser

/// What stands in the tag of an element: its namespace declarations, and then its attributes.
struct TagNodes: Sequence, IteratorProtocol {
  private let document: ParsedDocument
  private var position: Int

  init(of index: Int, in document: ParsedDocument) {
    self.document = document
    position = index + 1
  }

  mutating func next() -> cxml_node? {
    guard position < document.nodeCount, case let node = document.node(position),
      node.isNamespaceDeclaration || node.isAttribute
    else { return nil }
    position += 1
    return node
  }
}
