import WSDL

/// A generated type, before it is written as Swift.
enum Declaration {
  /// Elements and attributes.
  case structure(Structure)
  /// Text that is one of several values, or another.
  case enumeration(Enumeration)
  /// One of several elements, or groups of elements.
  case choice(Choice)
  /// A type or one derived from it, told apart by `xsi:type`.
  case variants(Variants)
  /// A list with an element around it.
  case array(Structure)
}

/// A type made of elements and attributes.
struct Structure {
  var name: String
  var wireName: String
  var documentation: String?
  var members: [Member] = []
  /// Whether it stands between other elements, without one of its own.
  var isGroup = false
}

/// A value of a type that is written as Swift.
struct ValueType: Hashable {
  /// The type as Swift names it.
  var swift: String
  /// The generated type; `nil` for one of Swift or the library.
  var key: TypeKey?
}

/// What a generated type stands for.
enum TypeKey: Hashable {
  /// A named type of the schema.
  case named(NamespacedName)
  /// A named type or one that is derived from it.
  case variants(NamespacedName)
  /// A type without a name of its own, by the name it is given.
  case anonymous(String)
}

/// A name with its namespace; compared scalar by scalar, as XML does.
struct NamespacedName: Hashable {
  var name: String
  var namespace: String

  static func == (left: NamespacedName, right: NamespacedName) -> Bool {
    left.name.utf8.elementsEqual(right.name.utf8) && left.namespace.utf8.elementsEqual(right.namespace.utf8)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(bytesOf: name)
    hasher.combine(bytesOf: namespace)
  }
}

/// A part of a structure.
struct Member {
  enum Kind {
    case element(NamespacedName, Cardinality)
    case attribute(NamespacedName, isRequired: Bool)
    case text
    case group(Cardinality)
    case any
    case license(applicationName: NamespacedName, licenseType: NamespacedName)
  }

  /// The name of the property.
  var property: String
  var kind: Kind
  var type: ValueType
  var documentation: String?
  /// Whether the value is kept outside the structure, because the type holds itself.
  var isIndirect = false
  /// The names of the elements in a group.
  var groupNames: [NamespacedName] = []

  /// The elements that the member stands for.
  var elementNames: [NamespacedName] {
    switch kind {
    case .element(let name, _): [name]
    case .group: groupNames
    case .license(let application, let type): [application, type]
    case .attribute, .text, .any: []
    }
  }

  /// The names on the wire of all that the member stands for.
  var wireNames: [String] {
    if case .attribute(let name, _) = kind { return [name.name] }
    return elementNames.map(\.name)
  }
}

/// How often a value stands, and whether it may be nil.
enum Cardinality {
  case required, optional, nillable, optionalNillable, repeated, repeatedNillable
}

/// Text that is one of several values.
struct Enumeration {
  var name: String
  var wireName: String
  var documentation: String?
  var values: [(name: String, value: String, documentation: String?)]
}

/// One of several elements.
struct Choice {
  struct Alternative {
    var name: String
    /// The element; `nil` for a group of elements.
    var element: (name: NamespacedName, cardinality: Cardinality)?
    var type: ValueType
    /// The names of the elements, and those among them that have to stand.
    var names: [NamespacedName]
    var required: [NamespacedName]
  }

  var name: String
  var owner: String
  var alternatives: [Alternative]
  /// Names of elements that may stand several times in a row in one alternative.
  var repeatable: Set<String>
}

/// A type or one derived from it.
struct Variants {
  var name: String
  var wireName: String
  /// Each type; the first one is that of the name unless it is abstract.
  var cases: [(name: String, type: ValueType, wire: NamespacedName)]
  /// Whether the first case is what stands without `xsi:type`.
  var hasDefault: Bool
}
