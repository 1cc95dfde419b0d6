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
final class ParsedDocument: Sendable {
  let nodes: [cxml_node]
  let bytes: [UInt8]

  /// Lines of white space that were taken off before the parser saw the document.
  let skippedLines: Int

  init(nodes: [cxml_node], bytes: [UInt8], skippedLines: Int) {
    self.nodes = nodes
    self.bytes = bytes
    self.skippedLines = skippedLines
  }

  func slice(_ span: cxml_span) -> ArraySlice<UInt8> {
    bytes[Int(span.offset)..<Int(span.offset) + Int(span.length)]
  }

  func string(_ span: cxml_span) -> String {
    // Not from a slice: that would count one more owner of all bytes for each string.
    bytes.withUnsafeBufferPointer { bytes in
      String(
        decoding: UnsafeBufferPointer(
          rebasing: bytes[Int(span.offset)..<Int(span.offset) + Int(span.length)]),
        as: UTF8.self)
    }
  }

  /// For namespaces, where empty means none.
  func optionalString(_ span: cxml_span) -> String? {
    span.length == 0 ? nil : string(span)
  }

  func matches(_ span: cxml_span, _ string: String) -> Bool {
    let utf8 = string.utf8
    guard utf8.count == Int(span.length) else { return false }
    return utf8.withContiguousStorageIfAvailable { matches(span, $0) } ?? slice(span).elementsEqual(utf8)
  }

  func matches(_ span: cxml_span, _ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard utf8.count == Int(span.length) else { return false }
    // The offset of an empty span means nothing.
    guard let expected = utf8.baseAddress, !utf8.isEmpty else { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      let found = UnsafeBufferPointer(rebasing: bytes[Int(span.offset)..<Int(span.offset) + utf8.count])
      return found.baseAddress.map { memcmp($0, expected, utf8.count) == 0 } ?? false
    }
  }

  /// The indices of an element and of those around it, from the inside out.
  func elementAndAncestors(of index: Int) -> some Sequence<Int> {
    sequence(first: index) { [nodes] child in
      let parent = nodes[child].parent
      return parent == CXML_NO_PARENT ? nil : Int(parent)
    }
  }
}

extension cxml_node {
  var isElement: Bool { kind == CXML_ELEMENT }
}
