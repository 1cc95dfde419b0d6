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
  let document: ParsedDocument
  let index: Int

  init(document: ParsedDocument, index: Int) {
    self.document = document
    self.index = index
  }

  private var node: cxml_node { document.nodes[index] }

  /// The local name, without a prefix.
  public var name: String { document.string(node.name) }

  /// The namespace of the name; `nil` when the element is in none.
  public var namespace: String? { document.optionalString(node.uri) }

  /// The attributes in document order, without namespace declarations.
  public var attributes: [Attribute] {
    var result: [Attribute] = []
    forEachAttribute(CXML_ATTRIBUTE) { attribute in
      result.append(
        Attribute(
          name: document.string(attribute.name), namespace: document.optionalString(attribute.uri),
          value: document.string(attribute.value)))
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
    var result: String?
    forEachAttribute(CXML_ATTRIBUTE) { attribute in
      guard result == nil, document.matches(attribute.name, name),
        document.matches(attribute.uri, namespace ?? "")
      else { return }
      result = document.string(attribute.value)
    }
    return result
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
    var next = index + 1
    let end = Int(node.end)
    while next < end {
      let candidate = document.nodes[next]
      if candidate.isElement, document.matches(candidate.name, name) {
        return ElementTree(document: document, index: next)
      }
      next = Int(candidate.end)
    }
    return nil
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
    for position in (index + 1)..<max(index + 1, Int(node.end)) {
      let candidate = document.nodes[position]
      if candidate.isElement, document.matches(candidate.name, name) {
        result.append(ElementTree(document: document, index: position))
      }
    }
    return result
  }

  /// The element's own character data, that of its children left out.
  ///
  /// Pieces that child elements separate are put together without anything between them. White space is
  /// kept as it is. Empty when there is none.
  public var text: String {
    var first: cxml_span?
    var joined: [UInt8]?
    var next = index + 1
    let end = Int(node.end)
    // Almost all texts are one piece and all there is.
    if end == next + 1, document.nodes[next].kind == CXML_TEXT {
      return document.string(document.nodes[next].value)
    }
    while next < end {
      let child = document.nodes[next]
      next = Int(child.end)
      guard child.kind == CXML_TEXT else { continue }
      if let known = first {
        if joined == nil { joined = Array(document.slice(known)) }
        joined?.append(contentsOf: document.slice(child.value))
      } else {
        first = child.value
      }
    }
    if let joined { return String(decoding: joined, as: UTF8.self) }
    return first.map(document.string) ?? ""
  }

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
  package var hasAttributes: Bool {
    var next = index + 1
    while next < Int(node.end), document.nodes[next].kind == CXML_NAMESPACE { next += 1 }
    return next < Int(node.end) && document.nodes[next].kind == CXML_ATTRIBUTE
  }

  /// Whether there is at least one child element.
  package var hasElementChildren: Bool {
    var next = index + 1
    while next < Int(node.end) {
      if document.nodes[next].isElement { return true }
      next += 1
    }
    return false
  }

  /// The namespace declarations that stand on this element; the prefix of a default namespace is empty.
  ///
  /// An empty URI takes the default namespace back.
  package var namespaceDeclarations: [(prefix: String, uri: String)] {
    var result: [(prefix: String, uri: String)] = []
    forEachAttribute(CXML_NAMESPACE) { node in
      result.append((document.string(node.name), document.string(node.value)))
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
      var next = element + 1
      while next < document.nodes.count, document.nodes[next].kind == CXML_NAMESPACE {
        let declaration = document.nodes[next]
        if document.matches(declaration.name, prefix) { return document.optionalString(declaration.value) }
        next += 1
      }
    }
    return nil
  }

  /// Compares the local name without making a string of it.
  ///
  /// - Parameter name: The name to compare with.
  /// - Returns: Whether the names are the same, letter case included.
  package func nameEquals(_ name: String) -> Bool { document.matches(node.name, name) }

  /// Compares the local name without making a string of it.
  ///
  /// - Parameter name: The name to compare with.
  /// - Returns: Whether the names are the same, letter case included.
  package func nameEquals(_ name: StaticString) -> Bool {
    name.withUTF8Buffer { document.matches(node.name, $0) }
  }

  /// Visits the child elements in document order, without an array.
  ///
  /// - Parameter body: What to do with each.
  package func forEachChild(_ body: (ElementTree) throws -> Void) rethrows {
    var next = index + 1
    let end = Int(node.end)
    while next < end {
      let child = document.nodes[next]
      if child.isElement { try body(ElementTree(document: document, index: next)) }
      next = Int(child.end)
    }
  }
}

// MARK: - Inside the module

extension ElementTree {
  /// Visits the namespace declarations and attributes, which all stand before the content.
  private func forEachAttribute(
    _ kind: cxml_kind, _ body: (cxml_node) throws -> Void
  ) rethrows {
    var next = index + 1
    let end = Int(node.end)
    while next < end {
      let child = document.nodes[next]
      guard child.kind == CXML_ATTRIBUTE || child.kind == CXML_NAMESPACE else { return }
      if child.kind == kind { try body(child) }
      next += 1
    }
  }
}
