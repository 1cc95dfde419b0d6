import WSDL

/// Makes declarations of the types that operations refer to.
///
/// It records why a type can't be expressed, so that only the operations that need the type are left out.
struct TypeTranslator {
  let schemas: SchemaSet
  /// The type that is named after the service.
  let namespace: String
  /// Whether the generated types aren't inside that one.
  let isTopLevel: Bool
  private(set) var declarations: [TypeKey: Declaration] = [:]
  private(set) var failures: [TypeKey: Unsupported] = [:]
  /// The types that each type refers to.
  private(set) var references: [TypeKey: Set<TypeKey>] = [:]
  /// The types in the order of their first reference.
  private(set) var order: [TypeKey] = []
  private(set) var notes: [WSDLDiagnostic] = []
  /// The choices of substitution groups, by their heads.
  var substitutionChoices: [QualifiedName: DeclaredChoice] = [:]
  private var knownNotes: Set<WSDLDiagnostic> = []
  private var typeNames: NameScope
  private var names: [TypeKey: String] = [:]
  private var pending: [(key: TypeKey, type: SchemaType)] = []
  /// The number of schema entries that may still be examined, so that hostile schemas cost little.
  var entriesLeft: Int
  static let entryLimit = 1_000_000

  init(schemas: SchemaSet, namespace: String, isTopLevel: Bool, entriesLeft: Int) {
    self.schemas = schemas
    self.entriesLeft = entriesLeft
    self.namespace = namespace
    self.isTopLevel = isTopLevel
    typeNames = NameScope(reserved: NameScope.usedTypes.union([namespace]))
  }

  /// The names that members of a type must not have.
  var usedMembers: Set<String> { NameScope.usedMembers(in: namespace) }

  /// Gives a type a unique name.
  mutating func claim(_ name: String, suffix: String = "Type") -> String {
    // Names of nested types get longer with each level.
    typeNames.claim(String(SwiftIdentifier.type(name).prefix(80)), suffix: suffix)
  }

  /// The name of a generated type, from wherever it is used.
  func qualified(_ name: String) -> String { isTopLevel ? name : "\(namespace).\(name)" }

  mutating func note(_ message: String, at place: SourcePlace?) {
    let note = WSDLDiagnostic(severity: .warning, message: message, place: place)
    if knownNotes.insert(note).inserted { notes.append(note) }
  }

  // MARK: Types

  /// Finds the Swift type of a schema type.
  ///
  /// - Parameters:
  ///   - reference: The schema type.
  ///   - owner: The name to derive an unnamed type's name from.
  ///   - place: The place of the reference.
  ///   - depth: The number of simple types followed so far.
  /// - Returns: The Swift type.
  /// - Throws: ``Unsupported`` if the type isn't described or can't be expressed.
  mutating func value(
    of reference: SchemaTypeReference, owner: String, at place: SourcePlace?, depth: Int = 0
  ) throws(Unsupported) -> ValueType {
    guard depth < 64 else { throw Unsupported("a simple type that is made of itself", at: place) }
    if let builtIn = reference.builtIn { return ValueType(swift: builtIn.swiftType) }
    switch (schemas.type(reference), reference.name) {
    case (.simple(let type)?, let name): return try value(of: type, name: name, owner: owner, depth: depth)
    case (.complex(let type)?, let name): return try value(of: type, name: name, owner: owner)
    case (nil, let name?): throw Unsupported("type \(name), which is not described", at: place)
    case (nil, nil): throw Unsupported("a type that is not described", at: place)
    }
  }

  /// Finds the Swift type of a schema type that must be text, as in an attribute or a list.
  mutating func textValue(
    of reference: SchemaTypeReference, owner: String, at place: SourcePlace?, depth: Int = 0
  ) throws(Unsupported) -> ValueType {
    let value = try value(of: reference, owner: owner, at: place, depth: depth)
    guard isText(reference) else {
      throw Unsupported("type \(reference.name?.name ?? owner) as text, which it is not", at: place)
    }
    return value
  }

  func isText(_ reference: SchemaTypeReference) -> Bool {
    var current = reference
    for _ in 0..<64 {
      if let builtIn = current.builtIn { return builtIn != .anyType }
      guard case .simple(let type)? = schemas.type(current) else { return false }
      guard type.enumeration.isEmpty, case .restriction(let base, _) = type.variety else { return true }
      current = base
    }
    return false
  }

  private mutating func value(
    of type: SimpleType, name: QualifiedName?, owner: String, depth: Int
  ) throws(Unsupported) -> ValueType {
    if !type.enumeration.isEmpty { return declared(.simple(type), name: name, owner: owner) }
    switch type.variety {
    case .restriction(let base, _):
      return try value(of: base, owner: owner, at: type.place, depth: depth + 1)
    case .list(let item):
      let item = try textValue(of: item, owner: owner + "Item", at: type.place, depth: depth + 1)
      return ValueType(swift: "TypedList<\(item.swift)>", key: item.key)
    // The meaning of the text depends on the text, so it stays text.
    case .union: return ValueType(swift: "String")
    }
  }

  private mutating func value(
    of type: ComplexType, name: QualifiedName?, owner: String
  ) throws(Unsupported) -> ValueType {
    if type.soapArray != nil { throw Unsupported("an array of the SOAP encoding", at: type.place) }
    if type.isMixed {
      note(
        "Text may be between the elements of \(name?.name ?? owner): it is kept whole, as AnyElement.",
        at: type.place)
      return ValueType(swift: "AnyElement")
    }
    if let name, schemas.hasDerivedTypes(name) { return try variants(of: type, named: name) }
    if type.isAbstract {
      throw Unsupported(
        "the abstract type \(name?.name ?? owner), which no type is derived from", at: type.place)
    }
    return declared(.complex(type), name: name, owner: owner)
  }

  /// The type itself, regardless of derived types.
  mutating func exactValue(of type: ComplexType, named name: QualifiedName) -> ValueType {
    declared(.complex(type), name: name, owner: name.name)
  }

  private mutating func declared(_ type: SchemaType, name: QualifiedName?, owner: String) -> ValueType {
    let key: TypeKey
    if let name {
      key = .named(NamespacedName(name))
      if let known = names[key] { return ValueType(swift: known, key: key) }
      names[key] = qualified(claim(name.name))
    } else {
      let claimed = claim(owner)
      key = .anonymous(claimed)
      names[key] = qualified(claimed)
    }
    order.append(key)
    pending.append((key, type))
    return ValueType(swift: names[key] ?? "", key: key)
  }

  private mutating func variants(
    of type: ComplexType, named name: QualifiedName
  ) throws(Unsupported) -> ValueType {
    let key = TypeKey.variants(NamespacedName(name))
    if let known = names[key] { return ValueType(swift: known, key: key) }
    let all = [type] + schemas.derivedTypes(from: name)
    // Each of many types may have many derived types.
    try spend(all.count, at: type.place)
    names[key] = qualified(claim("Any" + SwiftIdentifier.type(name.name)))
    order.append(key)
    var cases = NameScope(reserved: usedMembers)
    var variants = Variants(
      name: names[key] ?? "", wireName: name.name, cases: [], hasDefault: !type.isAbstract)
    for type in all where !type.isAbstract {
      guard let name = type.name else { continue }
      let value = exactValue(of: type, named: name)
      variants.cases.append(
        (cases.claim(SwiftIdentifier.member(name.name), suffix: "Case"), value, NamespacedName(name)))
    }
    declarations[key] = .variants(variants)
    references[key] = Set(variants.cases.compactMap(\.type.key))
    return ValueType(swift: names[key] ?? "", key: key)
  }

  /// Translates all referenced types, and those that they refer to.
  mutating func translatePending() {
    while let (key, type) = pending.popLast() {
      let name = names[key] ?? ""
      do throws(Unsupported) {
        switch type {
        case .simple(let type): declarations[key] = .enumeration(enumeration(of: type, name: name))
        case .complex(let type):
          var structure = Structure(
            name: name, wireName: type.name?.name ?? "", documentation: type.documentation)
          structure.members = try members(of: type, owner: bareName(name))
          references[key] = Self.references(of: structure.members)
          declarations[key] =
            Self.isArray(structure, type) ? .array(structure) : .structure(structure)
        }
      } catch {
        failures[key] = error
      }
    }
  }

  /// Declares a group of elements without an element around it.
  mutating func declare(_ declaration: Declaration, as claimed: String, members: Set<TypeKey>) -> ValueType {
    let key = TypeKey.anonymous(claimed)
    order.append(key)
    names[key] = qualified(claimed)
    declarations[key] = declaration
    references[key] = members
    return ValueType(swift: qualified(claimed), key: key)
  }

  mutating func markIndirect(_ key: TypeKey, _ properties: Set<String>) {
    guard case .structure(var structure)? = declarations[key] else { return }
    for position in structure.members.indices
    where properties.contains(structure.members[position].property) {
      structure.members[position].isIndirect = true
    }
    declarations[key] = .structure(structure)
  }

  /// Counts schema entries that are examined.
  ///
  /// - Throws: ``Unsupported`` if there are too many in all types together.
  mutating func spend(_ count: Int, at place: SourcePlace?) throws(Unsupported) {
    entriesLeft -= count
    guard entriesLeft > 0 else {
      throw Unsupported("more than a million elements in all types together", at: place)
    }
  }

  func bareName(_ name: String) -> String { String(name.dropFirst(isTopLevel ? 0 : namespace.count + 1)) }

  static func references(of members: [Member]) -> Set<TypeKey> { Set(members.compactMap(\.type.key)) }

  /// Whether a type is an `.asmx` array: a type `ArrayOf…` with one repeated element.
  private static func isArray(_ structure: Structure, _ type: ComplexType) -> Bool {
    structure.members.count == 1 && type.name?.name.hasPrefix("ArrayOf") == true
      && structure.members[0].elementCardinality?.isRepeated == true
  }

  private func enumeration(of type: SimpleType, name: String) -> Enumeration {
    // The type's name is used to make each value.
    var scope = NameScope(reserved: usedMembers.union(NameScope.usedMembers(in: bareName(name))))
    var values: [(name: String, value: String, documentation: String?)] = []
    var seen: Set<String> = []
    for facet in type.enumeration where seen.insert(facet.value).inserted {
      values.append(
        (scope.claim(SwiftIdentifier.member(facet.value), suffix: "Value"), facet.value, facet.documentation))
    }
    return Enumeration(
      name: name, wireName: type.name?.name ?? "", documentation: type.documentation, values: values)
  }
}

extension NamespacedName {
  init(_ name: QualifiedName) { self.init(name: name.name, namespace: name.namespace ?? "") }
}

extension BuiltInType {
  /// The Swift type for the type's values.
  var swiftType: String {
    switch self {
    case .anyType: "AnyElement"
    case .boolean: "Bool"
    case .decimal: "ExactDecimal"
    case .float: "Float"
    case .double: "Double"
    case .integer, .nonPositiveInteger, .negativeInteger, .nonNegativeInteger, .positiveInteger:
      "ExactInteger"
    case .long: "Int64"
    case .int: "Int32"
    case .short: "Int16"
    case .byte: "Int8"
    case .unsignedLong: "UInt64"
    case .unsignedInt: "UInt32"
    case .unsignedShort: "UInt16"
    case .unsignedByte: "UInt8"
    case .dateTime: "XMLDateTime"
    case .date: "XMLDate"
    case .time: "XMLTime"
    case .hexBinary: "HexBinary"
    case .base64Binary: "Base64Binary"
    case .NMTOKENS, .IDREFS, .ENTITIES: "TypedList<String>"
    case .anySimpleType, .string, .normalizedString, .token, .language, .Name, .NCName, .NMTOKEN, .ID, .IDREF,
      .ENTITY, .QName, .NOTATION, .anyURI, .duration, .gYearMonth, .gYear, .gMonthDay, .gDay, .gMonth:
      "String"
    }
  }
}

extension TypeTranslator {
  /// For each type that leads to a type that can't be expressed, the position of the first such type.
  var failuresBelow: [TypeKey: Int] {
    var sources: [TypeKey: [TypeKey]] = [:]
    for (key, targets) in references {
      for target in targets { sources[target, default: []].append(key) }
    }
    var found: [TypeKey: Int] = [:]
    for (position, key) in order.enumerated() where failures[key] != nil && found[key] == nil {
      found[key] = position
      var open = [key]
      while let next = open.popLast() {
        for source in sources[next] ?? [] where found[source] == nil {
          found[source] = position
          open.append(source)
        }
      }
    }
    return found
  }

  /// The first reason why one of some types, or of those that they lead to, can't be expressed.
  ///
  /// - Parameters:
  ///   - keys: The types.
  ///   - found: The ``failuresBelow``.
  /// - Returns: The reason; `nil` if all can be expressed.
  func firstFailure(of keys: Set<TypeKey>, in found: [TypeKey: Int]) -> Unsupported? {
    keys.compactMap { found[$0] }.min().flatMap { failures[order[$0]] }
  }
}
