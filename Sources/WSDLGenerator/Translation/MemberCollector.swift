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
    groupNames: [NamespacedName] = [], rules: Member.Rules? = nil, schemaType: String = "anyType"
  ) {
    found.append(
      (
        name,
        Member(
          property: "", kind: kind, type: type, documentation: documentation, groupNames: groupNames,
          rules: rules, schemaType: schemaType)
      ))
  }

  mutating func addAny() {
    let isKnown = found.contains { if case .any = $0.member.kind { true } else { false } }
    if !isKnown {
      add(name: "anyElements", kind: .any, type: ValueType(swift: "AnyElement"), documentation: nil)
    }
  }

  mutating func setText(_ type: ValueType, _ rules: Member.Rules?) {
    found.removeAll { if case .text = $0.member.kind { true } else { false } }
    add(name: "value", kind: .text, type: type, documentation: nil, rules: rules)
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
  /// - Parameters:
  ///   - place: The place of the type.
  ///   - isGroup: Whether they are between other elements, without an element around them.
  /// - Returns: The members.
  /// - Throws: ``Unsupported`` if an element is at several places in a way that can't be read.
  func members(at place: SourcePlace?, isGroup: Bool = false) throws(Unsupported) -> [Member] {
    var scope = NameScope(reserved: reserved)
    var seen: Set<NamespacedName> = []
    var repeated: Set<NamespacedName> = []
    var members: [Member] = []
    for (name, member) in found {
      // The alternatives of one choice may share an element, but no other member may have it, too.
      let own = member.elementNames
      for name in own where seen.contains(name) { repeated.insert(name) }
      seen.formUnion(own)
      var member = member
      member.property = scope.claim(SwiftIdentifier.member(name), suffix: "Value")
      members.append(member)
    }
    for name in repeated {
      let positions = members.indices.filter { members[$0].elementNames.contains(name) }
      // An optional element is the first one only if nothing else can be between both.
      let isClear = zip(positions, positions.dropFirst()).allSatisfy { first, second in
        let cardinality = members[first].elementCardinality
        return cardinality?.isAlwaysThere == true
          || cardinality == .optional && members[second].elementCardinality?.isAlwaysThere != true
            && second == first + 1 && members[first].type == members[second].type
      }
      guard !isGroup, isClear, positions.allSatisfy({ members[$0].elementCardinality != nil }) else {
        throw Unsupported(
          "element \(name.name) at two places of one type, of which the first may be absent or repeated",
          at: place)
      }
      for (number, position) in positions.enumerated() {
        members[position].occurrence = (number, number == positions.count - 1)
      }
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
    rules: Member.Rules? = nil, names: [NamespacedName], required: [NamespacedName],
    repeatable: [NamespacedName]
  ) {
    alternatives.append(
      Choice.Alternative(
        name: scope.claim(SwiftIdentifier.member(name), suffix: "Case"), element: element, type: type,
        rules: rules, names: names, required: required))
    self.repeatable += repeatable
  }
}
