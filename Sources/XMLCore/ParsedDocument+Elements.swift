import CXMLParser

/// Elements by their indices, for whoever goes through many: each ``ElementTree`` counts as an owner of the document,
/// which costs more than looking at it.
extension ParsedDocument {
  /// The element as a value.
  package func element(at index: Int) -> ElementTree { ElementTree(document: self, index: index) }

  /// The indices of the child elements in document order.
  package func children(of index: Int) -> ChildIndices { ChildIndices(of: index, in: self) }

  /// The namespace declarations and then the attributes of an element.
  func tagNodes(of index: Int) -> TagNodes { TagNodes(of: index, in: self) }

  /// The namespace declarations of an element.
  ///
  /// Its attributes are not even looked at: there may be many of them, and many names to resolve below.
  func namespaceNodes(of index: Int) -> some Sequence<cxml_node> {
    tagNodes(of: index).lazy.prefix { $0.isNamespaceDeclaration }
  }

  /// A small number for the element's name: elements with the same number have the same name.
  ///
  /// Elements with the same name may have different numbers.
  package func nameIndex(of index: Int) -> Int { Int(node(index).name) }

  /// Whether the element has at least one attribute that is no namespace declaration.
  package func hasAttributes(_ index: Int) -> Bool {
    // Asked for each element of a long list: a plain loop takes fewer instructions than `tagNodes`.
    let end = end(of: index)
    var next = index + 1
    while next < end, case let node = node(next) {
      if node.isAttribute { return true }
      guard node.isNamespaceDeclaration else { return false }
      next += 1
    }
    return false
  }

  /// Whether the element has at least one child element.
  package func hasChildren(_ index: Int) -> Bool {
    let end = end(of: index)
    var next = index + 1
    while next < end {
      if node(next).isElement { return true }
      next += 1
    }
    return false
  }

  /// Whether a node is an element.
  package func isElement(_ index: Int) -> Bool { node(index).isElement }

  /// Whether there is text other than white space, or an attribute with one, in the element or in those inside.
  package func holdsSomething(_ index: Int) -> Bool {
    for next in (index + 1)..<end(of: index) {
      let node = node(next)
      if node.isNamespaceDeclaration || node.isElement { continue }
      if withBytes(node.value, { bytes in bytes.contains { !$0.isXMLSpace } }) { return true }
    }
    return false
  }

  /// Whether there is neither an attribute nor a child element, but at most text and namespace declarations.
  package func hasTextAlone(_ index: Int) -> Bool {
    // Attributes of what is inside can only come after a child element.
    for next in (index + 1)..<end(of: index) {
      let node = node(next)
      if node.isElement || node.isAttribute { return false }
    }
    return true
  }

  /// The element's own character data, that of its children left out.
  package func text(of index: Int) -> String {
    let end = end(of: index)
    // Almost all texts are one piece and all there is.
    if end == index + 2, case let only = node(index + 1), only.isText { return string(only.value) }
    var joined: [UInt8] = []
    var next = index + 1
    while next < end {
      let child = node(next)
      if child.isText { withBytes(child.value) { joined += $0 } }
      next = child.end(at: next)
    }
    return String(decoding: joined, as: UTF8.self)
  }
}
