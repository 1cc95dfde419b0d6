import CXMLParser

/// One element of an XML document, with all its descendants.
///
/// It is an immutable value that is cheap to copy and can be passed between tasks. It keeps the whole document in
/// memory. It has everything from the document's elements, attributes and text, but drops comments and processing
/// instructions.
///
/// Two elements are equal if their content is equal: names, namespaces, attributes in any order, and text and child
/// elements in document order. Prefixes, line numbers and the way of escaping don't count. Strings are compared scalar
/// by scalar, as in XML.
public struct ElementTree: Sendable {
  package let document: ParsedDocument
  package let index: Int

  init(document: ParsedDocument, index: Int) {
    self.document = document
    self.index = index
  }

  private var node: cxml_node { document.node(index) }
  private var end: Int { Int(node.element.end) }

  /// The local name, without a prefix.
  public var name: String { document.string(document.name(of: node).local) }

  /// The namespace of the name; `nil` if the element has none.
  public var namespace: String? { document.optionalString(document.name(of: node).uri) }

  /// The attributes in document order, without namespace declarations.
  public var attributes: [Attribute] {
    var result: [Attribute] = []
    for node in document.tagNodes(of: index) where node.isAttribute {
      let name = document.name(of: node)
      result.append(
        Attribute(
          name: document.string(name.local), namespace: document.optionalString(name.uri),
          value: document.string(node.value)))
    }
    return result
  }

  /// Returns the value of an attribute.
  ///
  /// An attribute without a prefix is in no namespace, whatever the default namespace is.
  ///
  /// - Parameters:
  ///   - name: The local name; letter case matters.
  ///   - namespace: The namespace, by default none.
  /// - Returns: The value, which may be empty, or `nil` if the element has no such attribute.
  public func attribute(_ name: String, namespace: String? = nil) -> String? {
    for node in document.tagNodes(of: index) where node.isAttribute {
      let own = document.name(of: node)
      if document.matches(own.local, name), document.matches(own.uri, namespace ?? "") {
        return document.string(node.value)
      }
    }
    return nil
  }

  /// The child elements in document order.
  public var children: [ElementTree] {
    var result: [ElementTree] = []
    forEachChild { result.append($0) }
    return result
  }

  /// Returns the first child element with a local name, in any namespace.
  ///
  /// - Parameter name: The local name; letter case matters.
  /// - Returns: The child, or `nil` if there is none.
  public func child(_ name: String) -> ElementTree? {
    childElements.first { $0.nameEquals(name) }
  }

  /// Returns the child elements with a local name, in any namespace.
  ///
  /// - Parameter name: The local name; letter case matters.
  /// - Returns: The children in document order; empty if there are none.
  public func children(named name: String) -> [ElementTree] {
    var result: [ElementTree] = []
    forEachChild { child in
      if child.nameEquals(name) { result.append(child) }
    }
    return result
  }

  /// Returns the descendants with a local name, at any depth and in any namespace.
  ///
  /// - Parameter name: The local name; letter case matters.
  /// - Returns: The elements in document order, without this one; empty if there are none.
  public func descendants(named name: String) -> [ElementTree] {
    var result: [ElementTree] = []
    for position in (index + 1)..<end where document.node(position).isElement {
      let candidate = ElementTree(document: document, index: position)
      if candidate.nameEquals(name) { result.append(candidate) }
    }
    return result
  }

  /// The element's own character data, without that of its children.
  ///
  /// Pieces between child elements are joined directly. White space is unchanged. It is empty if there is no character
  /// data.
  public var text: String { document.text(of: index) }

  /// Whether the element declares that it has no value: `xsi:nil` is `true` or `1`.
  public var isNil: Bool {
    guard hasAttributes else { return false }
    return switch attribute("nil", namespace: XMLNamespaces.schemaInstance) {
    case "true", "1": true
    default: false
    }
  }
}

extension ElementTree {
  /// One attribute of an element.
  public struct Attribute: Sendable, Hashable {
    /// The local name, without a prefix.
    public let name: String

    /// The namespace of the name; `nil` if the attribute has no prefix.
    public let namespace: String?

    /// The value, with all references resolved.
    public let value: String
  }
}

// MARK: - For the package

extension ElementTree {
  /// The line of the document on which the element's start tag ends, from 1.
  package var line: Int { Int(node.line) + document.skippedLines }

  /// Whether there is at least one attribute, apart from namespace declarations.
  package var hasAttributes: Bool { document.hasAttributes(index) }

  /// Whether there is at least one child element.
  package var hasElementChildren: Bool { document.hasChildren(index) }

  /// The namespace declarations of this element; the prefix of a default namespace is empty.
  ///
  /// An empty URI cancels the default namespace.
  package var namespaceDeclarations: [(prefix: String, uri: String)] {
    var result: [(prefix: String, uri: String)] = []
    for node in document.namespaceNodes(of: index) {
      let name = document.name(of: node)
      result.append((document.string(name.local), document.string(name.uri)))
    }
    return result
  }

  /// Returns the namespace of a prefix at this element, for names in values such as `xsi:type`.
  ///
  /// - Parameter prefix: The prefix without its colon; empty for the default namespace.
  /// - Returns: The namespace, or `nil` if the prefix isn't declared here or further out.
  package func resolve(prefix: String) -> String? {
    if prefix == "xml" { return XMLNamespaces.xml }
    for element in document.elementAndAncestors(of: index) {
      for node in document.namespaceNodes(of: element) {
        let declaration = document.name(of: node)
        if document.matches(declaration.local, prefix) { return document.optionalString(declaration.uri) }
      }
    }
    return nil
  }

  /// Compares the namespace of the name without making a string.
  ///
  /// - Parameter namespace: The namespace to compare with.
  /// - Returns: Whether the element is in that namespace.
  package func namespaceEquals(_ namespace: String) -> Bool {
    document.matches(document.name(of: node).uri, namespace)
  }

  /// Compares the local name without making a string.
  ///
  /// - Parameter name: The name to compare with.
  /// - Returns: Whether the names are the same; letter case matters.
  package func nameEquals(_ name: String) -> Bool {
    document.matches(document.name(of: node).local, name)
  }

  /// Compares the local name without making a string.
  ///
  /// - Parameter name: The name to compare with.
  /// - Returns: Whether the names are the same; letter case matters.
  package func nameEquals(_ name: StaticString) -> Bool {
    name.withUTF8Buffer { document.matches(document.name(of: node).local, $0) }
  }

  /// Visits the child elements in document order, without making an array.
  ///
  /// - Parameter body: Called for each child.
  package func forEachChild(_ body: (ElementTree) throws -> Void) rethrows {
    for child in childElements { try body(child) }
  }
}

/// The child elements of an element in document order, without an array.
package struct ElementChildren: Sequence, IteratorProtocol {
  private let document: ParsedDocument
  private var indices: ChildIndices

  init(of element: ElementTree) {
    document = element.document
    indices = document.children(of: element.index)
  }

  package mutating func next() -> ElementTree? {
    indices.next(in: document).map { ElementTree(document: document, index: $0) }
  }
}

extension ElementTree {
  /// The child elements in document order, without an array.
  package var childElements: ElementChildren { ElementChildren(of: self) }
}

extension ElementTree {
  /// The first child element, or `nil`.
  package var firstChild: ElementTree? { childElements.first { _ in true } }

  /// Whether the element directly contains character data other than white space.
  package var hasText: Bool { text.unicodeScalars.contains { !$0.isWhitespace } }

  /// Returns the child element with a name, or else the first with the same letters and digits in any case.
  ///
  /// - Parameter name: The local name.
  /// - Returns: The child, or `nil` if there is none.
  package func child(spelledLike name: String) -> ElementTree? {
    child(name) ?? childElements.first { $0.nameIsSpelled(like: name) }
  }

  /// Whether the local name has the same letters and digits as another, in any case; other characters don't count.
  private func nameIsSpelled(like name: String) -> Bool {
    var name = name
    return name.withUTF8 { wanted in
      document.withBytes(document.name(of: document.node(index)).local) { own in
        var (left, right) = (0, 0)
        while true {
          while left < own.count, !ElementTree.isLetterOrDigit(own[left]) { left += 1 }
          while right < wanted.count, !ElementTree.isLetterOrDigit(wanted[right]) { right += 1 }
          guard left < own.count, right < wanted.count else {
            return left == own.count && right == wanted.count
          }
          // ASCII letters in lower case; digits and other bytes have the bit already, or are compared unchanged.
          guard own[left] == wanted[right] || own[left] | 0x20 == wanted[right] | 0x20 && own[left] < 0x80
          else {
            return false
          }
          left += 1
          right += 1
        }
      }
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
  }

  /// Compares the local name, and ignores the case of ASCII letters.
  ///
  /// - Parameter name: The name to compare with, in lower case.
  /// - Returns: Whether the names are the same apart from case.
  package func nameEqualsIgnoringCase(_ name: StaticString) -> Bool {
    let own = document.name(of: document.node(index)).local
    guard Int(own.length) == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { wanted in
      document.withBytes(own) { own in
        zip(own, wanted).allSatisfy { byte, wanted in
          let isCapital = (0x41...0x5A).contains(byte)
          return (isCapital ? byte | 0x20 : byte) == wanted
        }
      }
    }
  }
}
