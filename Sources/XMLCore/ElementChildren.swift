/// The child elements of an element in document order, without an array of them.
package struct ElementChildren: Sequence, IteratorProtocol {
  private let document: ParsedDocument
  private var indices: ChildIndices

  init(of element: ElementTree) {
    document = element.document
    indices = document.children(of: element.index)
  }

  package mutating func next() -> ElementTree? {
    indices.next(in: document).map { ElementTree(document: document, index: $0) }
  }
}

extension ElementTree {
  /// The child elements in document order, without an array of them.
  package var childElements: ElementChildren { ElementChildren(of: self) }
}
