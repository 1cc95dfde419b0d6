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
/// All ``ElementTree`` values of the document share it. A string is made only on request.
package final class ParsedDocument: Sendable {
  // The parser's own tape, not a copy; never changed, and freed with the document.
  private nonisolated(unsafe) let tape: cxml_tape
  private let isOwner: Bool

  /// The number of lines of white space that were removed before parsing.
  let skippedLines: Int

  /// - Parameters:
  ///   - tape: A parsed document; it is freed with this one.
  ///   - skippedLines: The number of lines that were removed before parsing.
  init(owning tape: cxml_tape, skippedLines: Int) {
    self.tape = tape
    self.skippedLines = skippedLines
    isOwner = true
  }

  /// A tape that the parser goes on to use: the document must not outlive the call that it is handed to.
  init(borrowing tape: cxml_tape, skippedLines: Int) {
    self.tape = tape
    self.skippedLines = skippedLines
    isOwner = false
  }

  deinit {
    guard isOwner else { return }
    var tape = tape
    cxml_tape_free(&tape)
  }

  /// The number of elements, attributes, namespace declarations and pieces of text.
  package var nodeCount: Int { tape.node_count }

  func node(_ index: Int) -> cxml_node {
    precondition(index >= 0 && index < tape.node_count, "not a node of the document")
    return withExtendedLifetime(self) { tape.nodes[index] }
  }

  /// The name of an element, attribute or namespace declaration; empty for text.
  func name(of node: cxml_node) -> cxml_name {
    precondition(Int(node.name) < tape.name_count, "not a name of the document")
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
    precondition(offset + length <= tape.byte_count, "not bytes of the document")
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

  /// For namespaces, where an empty string means none.
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

  /// The indices of an element and its ancestors, from the inside out.
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

  /// The index after the last node inside this one, given the node's index.
  func end(at index: Int) -> Int { isElement ? Int(element.end) : index + 1 }
}

/// The positions of an element's child elements in the document, in order.
///
/// It doesn't own the document, which is passed for each step. Another owner for each element of a long list would cost
/// about as much as the iteration.
package struct ChildIndices {
  private var position: Int
  private let end: Int

  init(of index: Int, in document: ParsedDocument) {
    position = index + 1
    end = document.end(of: index)
  }

  /// Advances to the next child element.
  ///
  /// - Parameter document: The document that this was made for.
  /// - Returns: The element's position, or `nil` after the last.
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

/// The nodes in the tag of an element: its namespace declarations, and then its attributes.
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

/// Elements by their indices, for visiting many of them.
///
/// Each ``ElementTree`` is another owner of the document, which costs more than examining an element.
extension ParsedDocument {
  /// The element as a value.
  package func element(at index: Int) -> ElementTree { ElementTree(document: self, index: index) }

  /// The indices of the child elements in document order.
  package func children(of index: Int) -> ChildIndices { ChildIndices(of: index, in: self) }

  /// The namespace declarations and then the attributes of an element.
  func tagNodes(of index: Int) -> TagNodes { TagNodes(of: index, in: self) }

  /// The namespace declarations of an element.
  ///
  /// Its attributes aren't visited: there may be many of them, and many names to resolve in its descendants.
  func namespaceNodes(of index: Int) -> some Sequence<cxml_node> {
    tagNodes(of: index).lazy.prefix { $0.isNamespaceDeclaration }
  }

  /// A small number for the element's name: elements with the same number have the same name.
  ///
  /// Elements with the same name may have different numbers.
  package func nameIndex(of index: Int) -> Int { Int(node(index).name) }

  /// Whether the element has at least one attribute, apart from namespace declarations.
  package func hasAttributes(_ index: Int) -> Bool {
    // Called for each element of a long list: a plain loop takes fewer instructions than `tagNodes`.
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

  /// Whether the element or its descendants have text other than white space, or an attribute with such text.
  package func holdsSomething(_ index: Int) -> Bool {
    for next in (index + 1)..<end(of: index) {
      let node = node(next)
      if node.isNamespaceDeclaration || node.isElement { continue }
      if withBytes(node.value, { bytes in bytes.contains { !$0.isXMLSpace } }) { return true }
    }
    return false
  }

  /// Whether the element has neither attributes nor child elements, only text and namespace declarations.
  package func hasTextAlone(_ index: Int) -> Bool {
    // Attributes of descendants can only follow a child element.
    for next in (index + 1)..<end(of: index) {
      let node = node(next)
      if node.isElement || node.isAttribute { return false }
    }
    return true
  }

  /// The element's own character data, without that of its children.
  package func text(of index: Int) -> String {
    let end = end(of: index)
    // Almost all texts are one piece without anything else.
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
