import CXMLParser

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The nodes of one document in document order, and the bytes of their strings.
///
/// Every ``ElementTree`` of the document shares it. Strings are made only when somebody asks for one.
package final class ParsedDocument: Sendable {
  // As the parser made it, not copied; never changed, and freed with the document.
  private nonisolated(unsafe) let tape: cxml_tape

  /// Lines of white space that were taken off before the parser saw the document.
  let skippedLines: Int

  /// - Parameters:
  ///   - tape: A document that was read, which is freed with this one.
  ///   - skippedLines: Lines that were taken off before the parser saw it.
  init(owning tape: cxml_tape, skippedLines: Int) {
    self.tape = tape
    self.skippedLines = skippedLines
  }

  deinit {
    var tape = tape
    cxml_tape_free(&tape)
  }

  /// Elements, attributes, namespace declarations and pieces of text together.
  package var nodeCount: Int { tape.node_count }

  func node(_ index: Int) -> cxml_node {
    precondition(index >= 0 && index < tape.node_count, "no node of the document")
    return withExtendedLifetime(self) { tape.nodes[index] }
  }

  /// The name of an element, attribute or namespace declaration; of text, an empty one.
  func name(of node: cxml_node) -> cxml_name {
    precondition(Int(node.name) < tape.name_count, "no name of the document")
    return withExtendedLifetime(self) { tape.names[Int(node.name)] }
  }

  /// The index after the last node inside one.
  package func end(of index: Int) -> Int {
    node(index).end(at: index)
  }

  func withBytes<Result, Failure: Error>(
    _ span: cxml_span, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let (offset, length) = (Int(span.offset), Int(span.length))
    precondition(offset + length <= tape.byte_count, "no bytes of the document")
    defer { withExtendedLifetime(self) {} }
    return try body(UnsafeBufferPointer(start: tape.bytes + offset, count: length))
  }
}

extension ParsedDocument {
  func bytes(_ span: cxml_span) -> [UInt8] {
    withBytes(span) { Array($0) }
  }

  func string(_ span: cxml_span) -> String {
    withBytes(span) { bytes in
      String(unsafeUninitializedCapacity: bytes.count) { $0.initialize(fromContentsOf: bytes) }
    }
  }

  /// For namespaces, where empty means none.
  func optionalString(_ span: cxml_span) -> String? {
    span.length == 0 ? nil : string(span)
  }

  func matches(_ span: cxml_span, _ string: String) -> Bool {
    let utf8 = string.utf8
    guard utf8.count == Int(span.length) else { return false }
    return utf8.withContiguousStorageIfAvailable { matches(span, $0) } ?? bytes(span).elementsEqual(utf8)
  }

  func matches(_ span: cxml_span, _ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard utf8.count == Int(span.length) else { return false }
    guard let expected = utf8.baseAddress, !utf8.isEmpty else { return true }
    return withBytes(span) { found in
      found.baseAddress.map { memcmp($0, expected, utf8.count) == 0 } ?? false
    }
  }

  /// The indices of an element and of those around it, from the inside out.
  package func elementAndAncestors(of index: Int) -> some Sequence<Int> {
    sequence(first: index) { [self] child in
      let parent = node(child).element.parent
      return parent == CXML_NO_PARENT ? nil : Int(parent)
    }
  }
}

extension cxml_node {
  var isElement: Bool { kind == CXML_ELEMENT.rawValue }
  var isText: Bool { kind == CXML_TEXT.rawValue }
  var isAttribute: Bool { kind == CXML_ATTRIBUTE.rawValue }
  var isNamespaceDeclaration: Bool { kind == CXML_NAMESPACE.rawValue }

  /// The index after the last node inside this one, which stands at an index.
  func end(at index: Int) -> Int { isElement ? Int(element.end) : index + 1 }
}

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
