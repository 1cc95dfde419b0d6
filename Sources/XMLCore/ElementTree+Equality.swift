import CXMLParser

extension ElementTree: Hashable {
  /// Compares the content: names, namespaces, attributes in any order, text and child elements.
  public static func == (left: ElementTree, right: ElementTree) -> Bool {
    if left.document === right.document, left.index == right.index { return true }
    var leftNodes = ContentCursor(left)
    var rightNodes = ContentCursor(right)
    while true {
      let (leftNode, rightNode) = (leftNodes.next(), rightNodes.next())
      guard let leftNode, let rightNode else { return leftNode == nil && rightNode == nil }
      guard leftNode.depth == rightNode.depth,
        leftNode.isElement == rightNode.isElement,
        left.document.slice(leftNode.name) == right.document.slice(rightNode.name),
        left.document.slice(leftNode.uri) == right.document.slice(rightNode.uri),
        left.document.slice(leftNode.text) == right.document.slice(rightNode.text),
        left.document.attributesKey(of: leftNode) == right.document.attributesKey(of: rightNode)
      else { return false }
    }
  }

  /// Feeds the content into a hasher; equal elements have equal hashes.
  public func hash(into hasher: inout Hasher) {
    var nodes = ContentCursor(self)
    while let node = nodes.next() {
      hasher.combine(node.depth)
      hasher.combine(document.slice(node.name))
      hasher.combine(document.slice(node.uri))
      hasher.combine(document.slice(node.text))
      hasher.combine(document.attributesKey(of: node))
    }
  }
}

/// Goes through the elements and texts of a subtree in document order.
///
/// The order together with each one's depth determines the tree, so that neither comparing nor hashing needs
/// recursion.
private struct ContentCursor {
  struct Node {
    let depth: Int
    let isElement: Bool
    let name: cxml_span
    let uri: cxml_span
    let text: cxml_span
    let index: Int
  }

  private let document: ParsedDocument
  private let end: Int
  private var position: Int
  private var openEnds: [Int] = []

  init(_ element: ElementTree) {
    document = element.document
    position = element.index
    end = Int(element.document.nodes[element.index].end)
  }

  mutating func next() -> Node? {
    while position < end {
      let index = position
      let node = document.nodes[index]
      position += 1
      guard node.isElement || node.kind == CXML_TEXT else { continue }
      while let last = openEnds.last, index >= last { openEnds.removeLast() }
      let depth = openEnds.count
      if node.isElement { openEnds.append(Int(node.end)) }
      return Node(
        depth: depth, isElement: node.isElement, name: node.name, uri: node.uri, text: node.value,
        index: index)
    }
    return nil
  }
}

/// An attribute's name, namespace and value as bytes: what makes two of them the same.
private struct AttributeKey: Hashable {
  let name: ArraySlice<UInt8>
  let uri: ArraySlice<UInt8>
  let value: ArraySlice<UInt8>
}

extension ParsedDocument {
  /// The attributes of an element without their order.
  fileprivate func attributesKey(of node: ContentCursor.Node) -> Set<AttributeKey> {
    guard node.isElement else { return [] }
    var result: Set<AttributeKey> = []
    var next = node.index + 1
    while next < nodes.count, nodes[next].parent == node.index,
      nodes[next].kind == CXML_ATTRIBUTE || nodes[next].kind == CXML_NAMESPACE
    {
      let attribute = nodes[next]
      if attribute.kind == CXML_ATTRIBUTE {
        result.insert(
          AttributeKey(
            name: slice(attribute.name), uri: slice(attribute.uri), value: slice(attribute.value)))
      }
      next += 1
    }
    return result
  }
}
