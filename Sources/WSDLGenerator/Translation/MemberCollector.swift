import WSDL

/// The members of one structure, as they are collected.
struct MemberCollector {
  let owner: String
  /// The names that properties must not have.
  private let reserved: Set<String>
  private var found: [(name: String, member: Member)] = []
  private var budget = Self.limit
  private static let limit = 10_000

  init(owner: String, reserved: Set<String>) {
    self.owner = owner
    self.reserved = reserved
  }

  /// The number of schema entries examined.
  var spent: Int { Self.limit - budget }

  /// Counts one more entry of a schema; false if there are more than the limit.
  mutating func spend() -> Bool {
    budget -= 1
    return budget >= 0
  }

  mutating func add(
    name: String, kind: Member.Kind, type: ValueType, documentation: String?,
    groupNames: [NamespacedName] = [], defaultValue: String? = nil, schemaType: String = "anyType"
  ) {
    found.append(
      (
        name,
        Member(
          property: "", kind: kind, type: type, documentation: documentation, groupNames: groupNames,
          defaultValue: defaultValue, schemaType: schemaType)
      ))
  }

  mutating func addAny() {
    let isKnown = found.contains { if case .any = $0.member.kind { true } else { false } }
    if !isKnown {
      add(name: "anyElements", kind: .any, type: ValueType(swift: "AnyElement"), documentation: nil)
    }
  }

  mutating func setText(_ type: ValueType) {
    found.removeAll { if case .text = $0.member.kind { true } else { false } }
    add(name: "value", kind: .text, type: type, documentation: nil)
  }

  /// Removes the members that a restriction replaces.
  mutating func removeElements() {
    found.removeAll {
      switch $0.member.kind {
      case .attribute, .text: false
      default: true
      }
    }
  }

  mutating func removeAttribute(_ name: NamespacedName) {
    found.removeAll { if case .attribute(name, _) = $0.member.kind { true } else { false } }
  }

  /// The members, each with a name for its property.
  ///
  /// - Parameter place: The place of the type.
  /// - Returns: The members.
  /// - Throws: ``Unsupported`` if two members have the same element.
  func members(at place: SourcePlace?) throws(Unsupported) -> [Member] {
    var scope = NameScope(reserved: reserved)
    var elements: Set<NamespacedName> = []
    var members: [Member] = []
    for (name, member) in found {
      // The alternatives of one choice may share an element, but no other member may have it, too.
      let own = member.elementNames
      if let twice = own.first(where: elements.contains) {
        throw Unsupported("element \(twice.name) at two places of one type", at: place)
      }
      elements.formUnion(own)
      var member = member
      member.property = scope.claim(SwiftIdentifier.member(name), suffix: "Value")
      members.append(member)
    }
    return members
  }
}

/// The alternatives of one choice, as they are collected.
struct ChoiceCollector {
  private(set) var alternatives: [Choice.Alternative] = []
  private(set) var repeatable: [NamespacedName] = []
  /// Whether the choice may be empty.
  var mayBeEmpty = false
  private var scope: NameScope

  init(reserved: Set<String>) { scope = NameScope(reserved: reserved) }

  mutating func add(
    _ name: String, element: (name: NamespacedName, cardinality: Cardinality)?, type: ValueType,
    names: [NamespacedName], required: [NamespacedName], repeatable: [NamespacedName]
  ) {
    alternatives.append(
      Choice.Alternative(
        name: scope.claim(SwiftIdentifier.member(name), suffix: "Case"), element: element, type: type,
        names: names, required: required))
    self.repeatable += repeatable
  }
}
