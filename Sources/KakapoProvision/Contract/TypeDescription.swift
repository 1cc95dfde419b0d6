package import WSDL

/// An element of a message or a type, or an attribute, as a WSDL describes it.
public struct ElementDescription: Sendable, Hashable {
  /// The name on the wire.
  public let name: String
  /// The namespace on the wire; empty for none.
  public let namespace: String
  /// The type.
  public let type: TypeReference
  /// How often it occurs at least.
  public let minimum: Int
  /// How often it occurs at most; `nil` for any number.
  public let maximum: Int?
  /// Whether `xsi:nil` is allowed.
  public let isNillable: Bool
  /// The value of an empty element, or of an absent attribute.
  public let defaultValue: String?
  /// The only value it may have.
  public let fixedValue: String?
  /// The repeatable group that it belongs to; the elements of one group may be in any order.
  public let group: Int?

  /// Makes a description.
  ///
  /// - Parameters:
  ///   - name: The name on the wire.
  ///   - namespace: The namespace on the wire; empty for none.
  ///   - type: The type.
  ///   - minimum: How often it occurs at least.
  ///   - maximum: How often it occurs at most; `nil` for any number.
  ///   - isNillable: Whether `xsi:nil` is allowed.
  ///   - defaultValue: The value of an empty element, or of an absent attribute.
  ///   - fixedValue: The only value it may have.
  ///   - group: The number of the repeatable group that it belongs to.
  public init(
    _ name: String, _ namespace: String, _ type: TypeReference, minimum: Int = 1, maximum: Int? = 1,
    isNillable: Bool = false, defaultValue: String? = nil, fixedValue: String? = nil, group: Int? = nil
  ) {
    self.name = name
    self.namespace = namespace
    self.type = type
    self.minimum = minimum
    self.maximum = maximum
    self.isNillable = isNillable
    self.defaultValue = defaultValue
    self.fixedValue = fixedValue
    self.group = group
  }

  /// Whether a caller must give a value: it must be present and not nil.
  ///
  /// A `.asmx` server declares every string with a minimum of 0, required or not, and every number with 1.
  package var isRequired: Bool { minimum >= 1 && !isNillable }

  package var isRepeated: Bool { maximum.map { $0 > 1 } ?? true }

  package var qualifiedName: QualifiedName {
    QualifiedName(name, namespace: namespace.isEmpty ? nil : namespace)
  }
}

/// The type of an element or attribute.
public indirect enum TypeReference: Sendable, Hashable, ExpressibleByStringLiteral {
  /// A type of XML Schema, by its local name.
  case builtIn(String)
  /// A named type of the service, with its namespace.
  case named(String, String)
  /// A type without a name.
  case unnamed(TypeDescription)

  /// Makes a reference to a type of XML Schema.
  ///
  /// - Parameter value: The local name, such as `string`.
  public init(stringLiteral value: String) { self = .builtIn(value) }
}

/// The content of a type.
public enum TypeDescription: Sendable, Hashable {
  /// Elements and attributes.
  case complex(ContentDescription)
  /// Text.
  case simple(TextDescription)
}

/// The elements and attributes of a message or a type, with everything that is inherited and referenced.
public struct ContentDescription: Sendable, Hashable, ExpressibleByArrayLiteral {
  /// The elements in order.
  public let elements: [ElementDescription]
  /// The attributes.
  public let attributes: [ElementDescription]
  /// The type of the text, if the content is text and attributes.
  public let text: TypeReference?
  /// What the content allows besides, in words, such as `any element`.
  public let others: Set<String>
  /// Whether the elements may be in any order.
  public let isUnordered: Bool
  /// Whether only types that are derived from this one may be on the wire.
  public let isAbstract: Bool

  /// Makes a description.
  ///
  /// - Parameters:
  ///   - elements: The elements in order.
  ///   - attributes: The attributes.
  ///   - text: The type of the text, if the content is text and attributes.
  ///   - others: What the content allows besides, in words.
  ///   - isUnordered: Whether the elements may be in any order.
  ///   - isAbstract: Whether only types that are derived from this one may be on the wire.
  public init(
    _ elements: [ElementDescription] = [], attributes: [ElementDescription] = [], text: TypeReference? = nil,
    others: Set<String> = [], isUnordered: Bool = false, isAbstract: Bool = false
  ) {
    self.elements = elements
    self.attributes = attributes
    self.text = text
    self.others = others
    self.isUnordered = isUnordered
    self.isAbstract = isAbstract
  }
}

extension ContentDescription {
  /// The description of content that could not be read.
  static let unknown = ContentDescription(others: [SchemaContent.Other.unknownParts.rawValue])

  /// Makes a description of elements alone.
  ///
  /// - Parameter elements: The elements in order.
  public init(arrayLiteral elements: ElementDescription...) { self.init(elements) }
}

/// The values of a text, with the restrictions of its type and of the types that it is based on.
public struct TextDescription: Sendable, Hashable {
  /// The type of XML Schema that it is based on, or the parts of a list or union.
  public let base: String
  /// The values that are listed; empty for any value.
  public let values: [String]
  /// The other restrictions, as `name=value`.
  public let facets: Set<String>

  /// Makes a description.
  ///
  /// - Parameters:
  ///   - base: The type of XML Schema that it is based on, or the parts of a list or union.
  ///   - values: The values that are listed; empty for any value.
  ///   - facets: The other restrictions, as `name=value`.
  public init(_ base: String, values: [String] = [], facets: Set<String> = []) {
    self.base = base
    self.values = values
    self.facets = facets
  }
}

/// The request or the answer of a web method.
public struct MessageDescription: Sendable, Hashable {
  /// The element around the content; `nil` if the content is directly in the body.
  public let name: String?
  /// The namespace of that element, exactly as on the wire; empty for none.
  public let namespace: String
  /// What is in it.
  public let content: ContentDescription
  /// The headers beside the body.
  public let headers: [ElementDescription]
  /// Whether the values follow the rules of the SOAP encoding instead of the schema.
  public let isEncoded: Bool

  /// Makes a description.
  ///
  /// - Parameters:
  ///   - name: The element around the content; `nil` if the content is directly in the body.
  ///   - namespace: The namespace of that element; empty for none.
  ///   - content: What is in it.
  ///   - headers: The headers beside the body.
  ///   - isEncoded: Whether the values follow the rules of the SOAP encoding instead of the schema.
  public init(
    _ name: String?, _ namespace: String, _ content: ContentDescription = [],
    headers: [ElementDescription] = [], isEncoded: Bool = false
  ) {
    self.name = name
    self.namespace = namespace
    self.content = content
    self.headers = headers
    self.isEncoded = isEncoded
  }
}

extension MessageDescription {
  /// The name of the only element in the body: the one around the content, or the content itself.
  var root: (name: String, namespace: String)? {
    if let name { return (name, namespace) }
    guard content.elements.count == 1 else { return nil }
    return (content.elements[0].name, content.elements[0].namespace)
  }
}

extension QualifiedName {
  fileprivate init(_ name: TypedName) {
    self.init(name.name, namespace: name.namespace.isEmpty ? nil : name.namespace)
  }
}

/// The named types of a service.
public struct TypeTable: Sendable, Hashable {
  /// A named type.
  public struct Entry: Sendable, Hashable {
    /// The local name.
    public let name: String
    /// The namespace; empty for none.
    public let namespace: String
    /// The content.
    public let description: TypeDescription
    /// The type that it is derived from, and may replace.
    public let base: TypedName?

    /// Makes an entry.
    ///
    /// - Parameters:
    ///   - name: The local name.
    ///   - namespace: The namespace; empty for none.
    ///   - description: The content.
    ///   - base: The type that it is derived from, and may replace.
    public init(
      _ name: String, _ namespace: String, _ description: TypeDescription, base: TypedName? = nil
    ) {
      self.name = name
      self.namespace = namespace
      self.description = description
      self.base = base
    }
  }

  private enum Source: Sendable, Hashable {
    case entries([Entry], positions: [QualifiedName: Int], derived: [QualifiedName: [QualifiedName]])
    /// The types of a document; their contents are collected when they are asked for.
    case schemas(SchemaSet)
  }

  private let source: Source

  /// Makes a table; of two types with the same name, the first one counts.
  ///
  /// - Parameter entries: The types.
  public init(_ entries: [Entry] = []) {
    let names = entries.map { QualifiedName(TypedName($0.name, $0.namespace)) }
    var derived: [QualifiedName: [QualifiedName]] = [:]
    for (name, entry) in zip(names, entries) {
      if let base = entry.base { derived[QualifiedName(base), default: []].append(name) }
    }
    source = .entries(
      entries,
      positions: Dictionary(zip(names, entries.indices), uniquingKeysWith: { first, _ in first }),
      derived: derived)
  }

  init(_ schemas: SchemaSet) { source = .schemas(schemas) }

  /// The types that were given; empty for those of a document.
  package var entries: [Entry] {
    if case .entries(let entries, _, _) = source { entries } else { [] }
  }

  /// The names of the types that may replace a type, directly or by way of others.
  func derived(from name: QualifiedName) -> [QualifiedName] {
    switch source {
    case .schemas(let schemas): return schemas.derivedTypes(from: name).compactMap(\.name)
    case .entries(_, _, let derived):
      var found: [QualifiedName] = []
      var seen: Set = [name]
      var open = [name]
      while let next = open.popLast() {
        for name in derived[next] ?? [] where seen.insert(name).inserted {
          found.append(name)
          open.append(name)
        }
      }
      return found
    }
  }

  /// Finds a named type.
  ///
  /// - Returns: The type and the number of entries that were examined for it; `nil` if the table lacks it.
  func type(named name: QualifiedName) -> (description: TypeDescription, cost: Int)? {
    switch source {
    case .entries(let entries, let positions, _): positions[name].map { (entries[$0].description, 1) }
    case .schemas(let schemas): schemas.types[name].map { TypeDescription.reading($0, in: schemas) }
    }
  }
}
