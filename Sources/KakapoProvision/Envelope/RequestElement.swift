/// One parameter of a call as it goes on the wire: an element with text, with elements, or without a value.
public struct RequestElement: Sendable, Hashable {
  /// What stands in an element.
  public enum Content: Sendable, Hashable {
    /// Character data; empty for an empty element, which a server tells apart from an absent one.
    case text(String)
    /// Child elements, in order.
    case elements([RequestElement])
    /// No value: `xsi:nil` is true.
    case null
  }

  /// An attribute in no namespace.
  public struct Attribute: Sendable, Hashable {
    /// The attribute's name.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes an attribute.
    ///
    /// - Parameters:
    ///   - name: The attribute's name.
    ///   - value: Its value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The element's local name.
  public var name: String
  /// The element's namespace; `nil` for that of the element around it, empty for none.
  public var namespace: String?
  /// The element's attributes.
  public var attributes: [Attribute]
  /// The type to name in `xsi:type`, for a value whose type is not the declared one.
  public var type: TypeName?
  /// What stands in it.
  public var content: Content

  /// The name of an XML Schema type.
  public struct TypeName: Sendable, Hashable {
    /// The local name.
    public var name: String
    /// The namespace; empty for none.
    public var namespace: String

    /// Makes a name.
    ///
    /// - Parameters:
    ///   - name: The local name.
    ///   - namespace: The namespace; empty for none.
    public init(_ name: String, namespace: String) {
      self.name = name
      self.namespace = namespace
    }
  }

  /// Makes an element.
  ///
  /// - Parameters:
  ///   - name: The element's local name.
  ///   - content: What stands in it.
  ///   - namespace: Its namespace; `nil` for that of the element around it.
  ///   - attributes: Its attributes.
  ///   - type: The type to name in `xsi:type`.
  public init(
    _ name: String, _ content: Content, namespace: String? = nil, attributes: [Attribute] = [],
    type: TypeName? = nil
  ) {
    self.name = name
    self.namespace = namespace
    self.attributes = attributes
    self.type = type
    self.content = content
  }
}

extension RequestElement: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The element's name alone: a value may be a secret.
  public var description: String { "<\(name)>" }
  /// The element's name alone.
  public var debugDescription: String { description }
  /// A mirror without the values.
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
