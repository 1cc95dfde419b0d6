import CXMLParser

/// Where the child elements of an element stand in the document, in order.
package struct ChildIndices: Sequence, IteratorProtocol {
  private let document: ParsedDocument
  private var position: Int
  private let end: Int

  init(of index: Int, in document: ParsedDocument) {
    self.document = document
    position = index + 1
    end = document.end(of: index)
  }

  package mutating func next() -> Int? {
    while position < end {
      let index = position
      let node = document.node(index)
      position = node.end(at: index)
      if node.isElement { return index }
    }
    return nil
  }
}
