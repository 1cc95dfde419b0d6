import CXMLParser

/// The child elements of an element in document order, without an array of them.
package struct ElementChildren: Sequence, IteratorProtocol {
  private let document: ParsedDocument
  private var position: Int
  private let end: Int

  init(of element: ElementTree) {
    document = element.document
    position = element.index + 1
    end = Int(document.nodes[element.index].end)
  }

  package mutating func next() -> ElementTree? {
    while position < end {
      let index = position
      position = Int(document.nodes[index].end)
      if document.nodes[index].isElement { return ElementTree(document: document, index: index) }
    }
    return nil
  }
}

extension ElementTree {
  /// The child elements in document order, without an array of them.
  package var childElements: ElementChildren { ElementChildren(of: self) }
}
