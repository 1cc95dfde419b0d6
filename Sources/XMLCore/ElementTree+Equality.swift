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
        left.document.span(leftNode.name, equals: rightNode.name, of: right.document),
        left.document.span(leftNode.uri, equals: rightNode.uri, of: right.document),
        left.document.span(leftNode.text, equals: rightNode.text, of: right.document),
        left.document.attributesKey(of: leftNode) == right.document.attributesKey(of: rightNode)
      else { return false }
    }
  }

  /// Adds the content to a hasher; equal elements have equal hashes.
  public func hash(into hasher: inout Hasher) {
    var nodes = ContentCursor(self)
    while let node = nodes.next() {
      hasher.combine(node.depth)
      document.hash(node.name, into: &hasher)
      document.hash(node.uri, into: &hasher)
      document.hash(node.text, into: &hasher)
      hasher.combine(document.attributesKey(of: node))
    }
  }
}

/// Visits the elements and texts of a subtree in document order.
///
/// The order and the depth of each node determine the tree, so comparing and hashing need no recursion.
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
    end = element.document.end(of: element.index)
  }

  mutating func next() -> Node? {
    while position < end {
      let index = position
      let node = document.node(index)
      position += 1
      guard node.isElement || node.isText else { continue }
      while let last = openEnds.last, index >= last { openEnds.removeLast() }
      let depth = openEnds.count
      if node.isElement { openEnds.append(Int(node.element.end)) }
      let name = document.name(of: node)
      return Node(
        depth: depth, isElement: node.isElement, name: name.local, uri: name.uri,
        text: node.isText ? node.value : cxml_span(), index: index)
    }
    return nil
  }
}

/// An attribute's name, namespace and value as bytes, for comparing attributes.
private struct AttributeKey: Hashable {
  let name: [UInt8]
  let uri: [UInt8]
  let value: [UInt8]
}

extension ParsedDocument {
  fileprivate func span(_ span: cxml_span, equals other: cxml_span, of document: ParsedDocument) -> Bool {
    document.withBytes(other) { matches(span, $0) }
  }

  fileprivate func hash(_ span: cxml_span, into hasher: inout Hasher) {
    hasher.combine(span.length)
    withBytes(span) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// The attributes of an element without their order.
  fileprivate func attributesKey(of element: ContentCursor.Node) -> Set<AttributeKey> {
    guard element.isElement else { return [] }
    var result: Set<AttributeKey> = []
    for node in tagNodes(of: element.index) where node.isAttribute {
      let name = name(of: node)
      result.insert(
        AttributeKey(name: bytes(name.local), uri: bytes(name.uri), value: bytes(node.value)))
    }
    return result
  }
}
