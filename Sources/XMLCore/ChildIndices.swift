import CXMLParser

/// Where the child elements of an element stand in the document, in order.
///
/// It owns nothing, and is handed the document for each step: to own it once more for each element of a long list costs
/// about as much as the walk.
package struct ChildIndices {
  private var position: Int
  private let end: Int

  init(of index: Int, in document: ParsedDocument) {
    position = index + 1
    end = document.end(of: index)
  }

  /// Goes to the next child element.
  ///
  /// - Parameter document: The document that this was made for.
  /// - Returns: Where it stands, or `nil` after the last.
  package mutating func next(in document: ParsedDocument) -> Int? {
    while position < end {
      let index = position
      let node = document.node(index)
      position = node.end(at: index)
      if node.isElement { return index }
    }
    return nil
  }
}
