/// One parameter of a call, as on the wire: an element with text, with elements, or without a value.
public struct RequestElement: Sendable, Hashable {
  /// The content of an element.
  public enum Content: Sendable, Hashable {
    /// Character data; empty for an empty element, which a server distinguishes from an absent one.
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
  /// The element's namespace; `nil` for that of the parent element, empty for none.
  public var namespace: String?
  /// The element's attributes.
  public var attributes: [Attribute]
  /// The type to name in `xsi:type`, for a value whose type isn't the declared one.
  public var type: TypeName?
  /// The element's content.
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
  ///   - content: Its content.
  ///   - namespace: Its namespace; `nil` for that of the parent element.
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
  /// Only the element's name: a value may be a secret.
  public var description: String { "<\(name)>" }
  /// Only the element's name.
  public var debugDescription: String { description }
  /// A mirror without the values.
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
