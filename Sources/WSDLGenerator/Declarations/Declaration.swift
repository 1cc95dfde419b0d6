import Support
import WSDL

/// A generated type, before it is written as Swift.
enum Declaration {
  /// Elements and attributes.
  case structure(Structure)
  /// Text with one of several values, or another value.
  case enumeration(Enumeration)
  /// One of several elements, or groups of elements.
  case choice(Choice)
  /// A type or a derived one; `xsi:type` distinguishes them.
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
  /// Whether it is a group between other elements, without an element around it.
  var isGroup = false
}

/// The type of a value in the generated Swift code.
struct ValueType: Hashable {
  /// The Swift name of the type.
  var swift: String
  /// The generated type; `nil` for a type of Swift or the library.
  var key: TypeKey?
}

/// The schema type that a generated type represents.
enum TypeKey: Hashable {
  /// A named type of the schema.
  case named(NamespacedName)
  /// A named type or a type derived from it.
  case variants(NamespacedName)
  /// An unnamed type, by the name that it is given.
  case anonymous(String)
}

/// A name with its namespace; compared scalar by scalar, as in XML.
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
    case header(NamespacedName)
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
  /// Whether the value is stored outside the structure, because the type contains itself.
  var isIndirect = false
  /// The names of the elements in a group.
  var groupNames: [NamespacedName] = []
  /// What the schema says of its text beside the type; `nil` for nothing.
  var rules: Rules?
  /// The number of the place, if the element is at several places, and whether it is the last one.
  var occurrence: (number: Int, isLast: Bool)?
  /// The local name of the type in the schema.
  var schemaType = "anyType"
  /// The form of a parameter's values; `nil` for any value of the type.
  var form: Annotations.Kind?
  /// What a parameter is, as a sentence.
  var sentence: String?
  /// What each element of a parameter is, for tables.
  var summaries: [String] = []
  /// How the name of each element of a parameter is known.
  var evidence: [String: Annotations.Evidence] = [:]

  /// What a schema says of a text.
  struct Rules: Equatable {
    var defaultValue: String?
    var fixedValue: String?
    var whiteSpace = WhiteSpace.preserve
  }

  /// Whether its only value is always sent.
  var isFixed: Bool {
    guard rules?.fixedValue != nil else { return false }
    switch kind {
    case .element(_, let cardinality): return cardinality == .required
    case .attribute(_, let isRequired): return isRequired
    default: return false
    }
  }

  /// Whether it has no property: its value is fixed and can't be written as a literal.
  var isConstant: Bool { isFixed && fixedLiteral == nil }

  /// The fixed value as Swift.
  var fixedLiteral: String? {
    guard isFixed, let value = rules?.fixedValue else { return nil }
    if type.key != nil { return "\(type.swift)(rawValue: \(SwiftLiteral.string(value)))" }
    return switch type.swift {
    case "String": SwiftLiteral.string(value)
    case "Bool": ["true": "true", "1": "true", "false": "false", "0": "false"][value]
    case "Int8": Int8(value).map(String.init)
    case "Int16": Int16(value).map(String.init)
    case "Int32": Int32(value).map(String.init)
    case "Int64": Int64(value).map(String.init)
    case "UInt8": UInt8(value).map(String.init)
    case "UInt16": UInt16(value).map(String.init)
    case "UInt32": UInt32(value).map(String.init)
    case "UInt64": UInt64(value).map(String.init)
    default: nil
    }
  }

  /// How often the element occurs; `nil` for anything but an element.
  var elementCardinality: Cardinality? {
    if case .element(_, let cardinality) = kind { cardinality } else { nil }
  }

  /// Whether the value is a single text.
  var isText: Bool {
    guard let cardinality = elementCardinality else { return false }
    return [.required, .optional, .nillable].contains(cardinality)
      && (type.swift == "String" || type.swift == "Secret")
  }

  /// The elements that the member represents.
  var elementNames: [NamespacedName] {
    switch kind {
    case .element(let name, _): [name]
    case .group: groupNames
    case .license(let application, let type): [application, type]
    case .attribute, .text, .any, .header: []
    }
  }

  /// The wire names of everything that the member represents.
  var wireNames: [String] {
    switch kind {
    case .attribute(let name, _), .header(let name): return [name.name]
    default: return elementNames.map(\.name)
    }
  }
}

/// How often a value occurs, and whether it may be nil.
enum Cardinality {
  case required, optional, nillable, optionalNillable, repeated, repeatedNillable

  /// Whether the value is there exactly once.
  var isAlwaysThere: Bool { self == .required || self == .nillable }

  var isRepeated: Bool { self == .repeated || self == .repeatedNillable }
}

/// Text with one of several values.
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
    /// What the schema says of its text beside the type; `nil` for nothing, and for a group.
    var rules: Member.Rules?
    /// The names of the elements, and the required ones among them.
    var names: [NamespacedName]
    var required: [NamespacedName]
  }

  var name: String
  var owner: String
  var alternatives: [Alternative]
  /// The names of elements that may be repeated in one alternative.
  var repeatable: [NamespacedName]
}

/// A type or a type derived from it.
struct Variants {
  var name: String
  var wireName: String
  /// Each type; the first one has the name, unless it is abstract.
  var cases: [(name: String, type: ValueType, wire: NamespacedName)]
  /// Whether the first case applies without `xsi:type`.
  var hasDefault: Bool
}
