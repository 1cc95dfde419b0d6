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
