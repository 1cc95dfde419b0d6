import CXMLParser

/// One element of an XML document, with everything below it.
///
/// A value: cheap to copy, free to pass between tasks, and never changed. It keeps the whole document it
/// was read from in memory for as long as it lives. Nothing that the document said in elements, attributes
/// and text is lost; comments and processing instructions are dropped.
///
/// Two elements are equal when their content is: names, namespaces, attributes in any order, and text and
/// child elements in document order. Prefixes, line numbers and the way something was escaped do not count.
/// Strings are compared scalar by scalar, as XML does.
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

  /// The namespace of the name; `nil` when the element is in none.
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
  ///   - name: The local name, letter case included.
  ///   - namespace: The namespace, by default none.
  /// - Returns: The value, which may be empty, or `nil` when the element has no such attribute.
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

  /// Returns the first child element with a local name, in whatever namespace.
  ///
  /// - Parameter name: The local name, letter case included.
  /// - Returns: The child, or `nil` when there is none.
  public func child(_ name: String) -> ElementTree? {
    childElements.first { $0.nameEquals(name) }
  }

  /// Returns the child elements with a local name, in whatever namespace.
  ///
  /// - Parameter name: The local name, letter case included.
  /// - Returns: The children in document order; empty when there are none.
  public func children(named name: String) -> [ElementTree] {
    var result: [ElementTree] = []
    forEachChild { child in
      if child.nameEquals(name) { result.append(child) }
    }
    return result
  }

  /// Returns the elements below this one, at any depth, with a local name, in whatever namespace.
  ///
  /// - Parameter name: The local name, letter case included.
  /// - Returns: The elements in document order, without this one; empty when there are none.
  public func descendants(named name: String) -> [ElementTree] {
    var result: [ElementTree] = []
    for position in (index + 1)..<end where document.node(position).isElement {
      let candidate = ElementTree(document: document, index: position)
      if candidate.nameEquals(name) { result.append(candidate) }
    }
    return result
  }

  /// The element's own character data, that of its children left out.
  ///
  /// Pieces that child elements separate are put together without anything between them. White space is
  /// kept as it is. Empty when there is none.
  public var text: String { document.text(of: index) }

  /// Whether the element says of itself that it has no value: `xsi:nil` is `true` or `1`.
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

    /// The namespace of the name; `nil` when the attribute has no prefix.
    public let namespace: String?

    /// The value, with all references resolved.
    public let value: String
  }
}

// MARK: - For the package

extension ElementTree {
  /// The line of the document on which the element's start tag ends, from 1.
  package var line: Int { Int(node.line) + document.skippedLines }

  /// Whether there is at least one attribute that is no namespace declaration.
  package var hasAttributes: Bool { document.hasAttributes(index) }

  /// Whether there is at least one child element.
  package var hasElementChildren: Bool { document.hasChildren(index) }

  /// The namespace declarations that stand on this element; the prefix of a default namespace is empty.
  ///
  /// An empty URI takes the default namespace back.
  package var namespaceDeclarations: [(prefix: String, uri: String)] {
    var result: [(prefix: String, uri: String)] = []
    for node in document.namespaceNodes(of: index) {
      let name = document.name(of: node)
      result.append((document.string(name.local), document.string(name.uri)))
    }
    return result
  }

  /// Returns the namespace that a prefix stands for at this element, for names in values such as `xsi:type`.
  ///
  /// - Parameter prefix: The prefix without its colon; empty for the default namespace.
  /// - Returns: The namespace, or `nil` when the prefix is not declared here or further out.
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

  /// Compares the namespace of the name without making a string of it.
  ///
  /// - Parameter namespace: The namespace to compare with.
  /// - Returns: Whether the element is in that namespace.
  package func namespaceEquals(_ namespace: String) -> Bool {
    document.matches(document.name(of: node).uri, namespace)
  }

  /// Compares the local name without making a string of it.
  ///
  /// - Parameter name: The name to compare with.
  /// - Returns: Whether the names are the same, letter case included.
  package func nameEquals(_ name: String) -> Bool {
    document.matches(document.name(of: node).local, name)
  }

  /// Compares the local name without making a string of it.
  ///
  /// - Parameter name: The name to compare with.
  /// - Returns: Whether the names are the same, letter case included.
  package func nameEquals(_ name: StaticString) -> Bool {
    name.withUTF8Buffer { document.matches(document.name(of: node).local, $0) }
  }

  /// Visits the child elements in document order, without an array.
  ///
  /// - Parameter body: What to do with each.
  package func forEachChild(_ body: (ElementTree) throws -> Void) rethrows {
    for child in childElements { try body(child) }
  }
}

/// The child elements of an element in document order, without an array of them.
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
  /// The child elements in document order, without an array of them.
  package var childElements: ElementChildren { ElementChildren(of: self) }
}

extension ElementTree {
  /// The first child element, or `nil`.
  package var firstChild: ElementTree? { childElements.first { _ in true } }

  /// Whether there is character data other than white space directly in the element.
  package var hasText: Bool { text.unicodeScalars.contains { !$0.isWhitespace } }

  /// Returns the child element with a name, or else the first whose name has the same letters and digits in any case.
  ///
  /// - Parameter name: The local name.
  /// - Returns: The child, or `nil` when there is none.
  package func child(spelledLike name: String) -> ElementTree? {
    child(name) ?? childElements.first { $0.nameIsSpelled(like: name) }
  }

  /// Whether the local name has the same letters and digits as another, in any case, whatever is between them.
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
          // Letters of ASCII in small; digits and the rest have the bit or are compared as they are.
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

  /// Compares the local name, letter case of ASCII letters aside.
  ///
  /// - Parameter name: The name to compare with, in lower case.
  /// - Returns: Whether the names are the same but for case.
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
