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
