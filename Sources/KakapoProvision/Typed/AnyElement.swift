import XMLCore

/// An element that the WSDL doesn't describe (`xs:any`, `xs:anyType`, mixed content), kept whole.
public struct AnyElement: TypedValue {
  /// The element as received; `nil` for one that was made here.
  public let received: ElementTree?
  private let made: RequestElement?

  /// Makes an element to send.
  ///
  /// If the WSDL gives the element's name, as for `xs:anyType`, that name is sent instead of this one's.
  ///
  /// - Parameter element: The element.
  public init(_ element: RequestElement) {
    made = element
    received = nil
  }

  /// Keeps a received element.
  ///
  /// - Parameter tree: The element.
  public init(_ tree: ElementTree) {
    received = tree
    made = nil
  }

  /// Keeps an element as it is.
  ///
  /// - Parameter element: The element.
  /// - Throws: Nothing.
  public init(from element: TypedElement) throws(TypedValueError) { self.init(element.tree) }

  /// Writes the element's content, under the name that the WSDL gives.
  ///
  /// - Parameter writer: The element to write into.
  /// - Throws: ``TypedValueError`` if there is text between elements, which can't be sent.
  public func encode(into writer: inout TypedWriter) throws(TypedValueError) {
    writer.take(try requestElement())
  }

  /// The element as it is sent.
  func requestElement() throws(TypedValueError) -> RequestElement {
    if let made { return made }
    guard let received else { return RequestElement("", .null) }
    return try RequestElement(copying: received)
  }
}

extension RequestElement {
  /// A copy of a received element, for sending.
  fileprivate init(copying tree: ElementTree) throws(TypedValueError) {
    var children: [RequestElement] = []
    for child in tree.children { children.append(try RequestElement(copying: child)) }
    guard children.isEmpty || !tree.hasText else {
      throw TypedValueError("text between elements cannot be sent").inside(tree.name)
    }
    let isNil = tree.isNil
    self.init(
      tree.name, isNil ? .null : children.isEmpty ? .text(tree.text) : .elements(children),
      namespace: tree.namespace ?? "")
    for attribute in tree.attributes where !(isNil && attribute.name == "nil") {
      if attribute.namespace == XMLNamespaces.schemaInstance, attribute.name == "type" {
        let parts = attribute.value.split(separator: ":", maxSplits: 1).map(String.init)
        let prefix = parts.count == 2 ? parts[0] : ""
        type = TypeName(parts.last ?? "", namespace: tree.resolve(prefix: prefix) ?? "")
      } else {
        attributes += RequestElement.Attribute.qualified(
          attribute.name, namespace: attribute.namespace, value: attribute.value, number: attributes.count)
      }
    }
  }
}

extension RequestElement.Attribute {
  /// An attribute; if it is in a namespace, with the declaration of a prefix.
  static func qualified(
    _ name: String, namespace: String?, value: String, number: Int
  ) -> [RequestElement.Attribute] {
    guard let namespace, !namespace.isEmpty else { return [.init(name, value)] }
    if namespace == XMLNamespaces.xml { return [.init("xml:" + name, value)] }
    return [.init("xmlns:a\(number)", namespace), .init("a\(number):\(name)", value)]
  }
}
