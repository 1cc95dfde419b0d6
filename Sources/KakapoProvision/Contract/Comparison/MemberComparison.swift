import WSDL

/// Compares the elements of two messages, and then their types.
///
/// It takes types from a queue instead of using recursion, each pair of named types once, and up to a limit.
struct MemberComparison {
  private let old: TypeTable
  private let new: TypeTable
  var findings: DifferenceList
  private var types: TypeComparisonQueue

  init(old: TypeTable, new: TypeTable, findings: DifferenceList) {
    self.old = old
    self.new = new
    self.findings = findings
    types = TypeComparisonQueue(equalTypes: findings.budget.equalTypes)
  }

  mutating func compare(
    _ oldMessage: MessageDescription, _ newMessage: MessageDescription, _ side: ContractDifference.Side,
    headers: [TypePair]
  ) {
    types = TypeComparisonQueue(equalTypes: findings.budget.equalTypes)
    for pair in headers { types.add(pair) }
    compare(
      oldMessage.content, newMessage.content, side, path: "", name: oldMessage.name ?? "body",
      hasWrapper: oldMessage.name != nil && newMessage.name != nil)
    while !findings.budget.isExhausted, let pair = types.next() { compare(pair, side) }
    if types.isExhausted {
      findings.add(
        .notCompared, side, oldMessage.name ?? "body", nil,
        "the types refer to more than \(TypeComparisonQueue.limit) others.", .breaking)
    } else if findings.differences.isEmpty, !findings.budget.isExhausted {
      findings.budget.equalTypes.add(types.known)
    }
  }

  // MARK: - Elements and attributes

  private mutating func compare(
    _ oldMembers: [Member], _ newMembers: [Member], _ side: ContractDifference.Side, path: String,
    isOrdered: Bool
  ) {
    let matching = NameMatching(old: oldMembers.map(\.name), new: newMembers.map(\.name))
    for pair in matching.pairs {
      compare(oldMembers[pair.old], newMembers[pair.new], side, path: path)
    }
    for position in matching.removed {
      let member = oldMembers[position]
      findings.add(.removed, side, path + member.label, member.label, nil, .breaking)
    }
    for position in matching.added {
      let member = newMembers[position]
      let isBreaking = side == .request && member.isRequired
      findings.add(.added, side, path + member.label, nil, member.label, isBreaking ? .breaking : .harmless)
    }
    if isOrdered, !matching.keepsOrder {
      let inNewOrder = matching.pairs.sorted { $0.new < $1.new }
      findings.add(
        .order, side, path.isEmpty ? "order" : String(path.dropLast()),
        matching.pairs.map { oldMembers[$0.old].label }.joined(separator: ", "),
        inNewOrder.map { newMembers[$0.new].label }.joined(separator: ", "),
        side == .request ? .breaking : .harmless, isInside: !path.isEmpty)
    }
  }

  private mutating func compare(
    _ old: Member, _ new: Member, _ side: ContractDifference.Side, path: String
  ) {
    let subject = path + old.label
    let isRequest = side == .request
    if !old.name.name.utf8.elementsEqual(new.name.name.utf8) {
      findings.add(.letterCase, side, subject, old.name.name, new.name.name, .breaking)
    }
    findings.addNamespaceChange(
      NamespaceChange(old: old.name.namespace, new: new.name.namespace), side, subject)
    if old.isNillable != new.isNillable, old.isPresent == new.isPresent {
      let isBreaking = new.isPresent && (isRequest ? !new.isNillable : new.isNillable)
      findings.add(
        .nillable, side, subject, "\(old.isNillable)", "\(new.isNillable)", isBreaking ? .breaking : .harmless
      )
    } else if old.isRequired != new.isRequired {
      let isBreaking = isRequest == new.isRequired
      findings.add(
        new.isRequired ? .required : .optional, side, subject, old.presence, new.presence,
        isBreaking ? .breaking : .harmless)
    } else if old.isNillable != new.isNillable {
      findings.add(.nillable, side, subject, "\(old.isNillable)", "\(new.isNillable)", .harmless)
    }
    if old.isRepeated != new.isRepeated {
      let isBreaking = isRequest == old.isRepeated
      findings.add(
        .occurrence, side, subject, old.occurs, new.occurs, isBreaking ? .breaking : .harmless)
    }
    if old.value != new.value {
      let isFixed = old.isFixed || new.isFixed
      findings.add(.defaultValue, side, subject, old.value, new.value, isFixed ? .breaking : .harmless)
    }
    types.add(TypePair(old: old.type, new: new.type, path: subject))
  }

  // MARK: - Types

  private mutating func compare(_ pair: TypePair, _ side: ContractDifference.Side) {
    let (old, new) = (old.resolved(pair.old), new.resolved(pair.new))
    findings.budget.entries -= old.cost + new.cost
    switch (old.type, new.type) {
    case (.builtIn(let oldType), .builtIn(let newType)):
      if oldType != newType {
        let (narrow, wide) = side == .request ? (oldType, newType) : (newType, oldType)
        findings.add(
          .type, side, pair.path, oldType, newType,
          NumericTypes.all(of: narrow, areIn: wide) ? .harmless : .breaking)
      }
    case (.missing(let oldName), .missing(let newName)) where oldName.name == newName.name: break
    case (.complex(let oldContent), .complex(let newContent)):
      compareNames(pair, side)
      compareDerivedTypes(pair, oldContent, newContent, side)
      compare(oldContent, newContent, side, path: pair.path + "/", name: pair.path)
    case (.simple(let oldValues), .simple(let newValues)): compare(oldValues, newValues, pair, side)
    case (.simple(let oldValues), .builtIn(let name)):
      compare(oldValues, TextDescription(name), pair, side)
    case (.builtIn(let name), .simple(let newValues)):
      compare(TextDescription(name), newValues, pair, side)
    default: findings.add(.type, side, pair.path, pair.old.label, pair.new.label, .breaking)
    }
  }

  private mutating func compareNames(_ pair: TypePair, _ side: ContractDifference.Side) {
    guard case .named(let oldName, _) = pair.old, case .named(let newName, _) = pair.new, oldName != newName
    else {
      return
    }
    findings.add(.typeName, side, pair.path, oldName, newName, .harmless)
  }

  /// Compares the types that may replace a type, by their names with namespace: `xsi:type` has both.
  private mutating func compareDerivedTypes(
    _ pair: TypePair, _ oldContent: ContentDescription, _ newContent: ContentDescription,
    _ side: ContractDifference.Side
  ) {
    if oldContent.isAbstract != newContent.isAbstract {
      findings.add(
        .abstract, side, pair.path, "\(oldContent.isAbstract)", "\(newContent.isAbstract)",
        side == .request && newContent.isAbstract ? .breaking : .harmless)
    }
    guard let oldName = pair.old.name, let newName = pair.new.name else { return }
    let (oldTypes, newTypes) = (old.derived(from: oldName), new.derived(from: newName))
    findings.budget.entries -= oldTypes.count + newTypes.count
    let current = Set(newTypes)
    for type in oldTypes {
      guard current.contains(type) else {
        findings.add(
          .derivedType, side, pair.path, type.name, nil, side == .request ? .breaking : .harmless)
        continue
      }
      types.add(
        TypePair(
          old: TypeReference(type), new: TypeReference(type), path: "\(pair.path)[\(type.name)]")
      )
    }
    let known = Set(oldTypes)
    for type in newTypes where !known.contains(type) {
      // In an answer it is read as the base type; new elements do no harm anywhere.
      findings.add(.derivedType, side, pair.path, nil, type.name, .harmless)
    }
  }

  private mutating func compare(
    _ oldContent: ContentDescription, _ newContent: ContentDescription, _ side: ContractDifference.Side,
    path: String, name: String, hasWrapper: Bool = true
  ) {
    compare(
      oldContent.elements.map { Member($0) }, newContent.elements.map { Member($0) }, side, path: path,
      isOrdered: !oldContent.isUnordered || !newContent.isUnordered)
    if hasWrapper {
      compare(
        oldContent.attributes.map { Member($0, isAttribute: true) },
        newContent.attributes.map { Member($0, isAttribute: true) }, side, path: path, isOrdered: false)
    }
    let (oldOthers, newOthers) = (oldContent.others, newContent.others)
    if oldOthers != newOthers {
      let isGain =
        newOthers.isSuperset(of: oldOthers)
        && newOthers.subtracting(oldOthers).isSubset(
          of: [SchemaContent.Other.anyElement, .anyAttribute].map(\.rawValue))
      findings.add(
        .content, side, name, oldOthers.isEmpty ? nil : oldOthers.sorted().joined(separator: ", "),
        newOthers.isEmpty ? nil : newOthers.sorted().joined(separator: ", "), isGain ? .harmless : .breaking)
    }
    switch (oldContent.text, newContent.text) {
    case (let oldText?, let newText?): types.add(TypePair(old: oldText, new: newText, path: name))
    case (nil, nil): break
    case (let oldText, let newText):
      findings.add(.type, side, name, oldText?.label ?? "elements", newText?.label ?? "elements", .breaking)
    }
  }

  private mutating func compare(
    _ oldValues: TextDescription, _ newValues: TextDescription, _ pair: TypePair,
    _ side: ContractDifference.Side
  ) {
    guard oldValues.base == newValues.base else {
      findings.add(.type, side, pair.path, oldValues.base, newValues.base, .breaking)
      return
    }
    let isRequest = side == .request
    let (oldSet, newSet) = (Set(oldValues.values), Set(newValues.values))
    if oldSet != newSet {
      let isNarrower = !newSet.isEmpty && !oldSet.isSubset(of: newSet)
      findings.add(
        .values, side, pair.path, oldValues.valuesText, newValues.valuesText,
        isRequest && isNarrower || isRequest && oldValues.values.isEmpty ? .breaking : .harmless)
    }
    if oldValues.facets != newValues.facets {
      let isNarrower = !newValues.facets.isSubset(of: oldValues.facets)
      findings.add(
        .facets, side, pair.path, oldValues.facetsText, newValues.facetsText,
        isRequest && isNarrower ? .breaking : .harmless)
    } else if oldSet == newSet {
      compareNames(pair, side)
    }
  }
}

/// An element or attribute, as it is compared.
struct Member {
  let description: ElementDescription
  let isAttribute: Bool

  init(_ description: ElementDescription, isAttribute: Bool = false) {
    self.description = description
    self.isAttribute = isAttribute
  }

  var name: QualifiedName { description.qualifiedName }
  var type: TypeReference { description.type }
  var isRequired: Bool { description.isRequired }
  var isPresent: Bool { description.minimum >= 1 }
  var isNillable: Bool { description.isNillable }
  var isRepeated: Bool { description.isRepeated }
  var isFixed: Bool { description.fixedValue != nil }
  var presence: String { isRequired ? "required" : "optional" }

  /// The occurrence as `minimum..maximum`, with `*` for any number.
  var occurs: String { "\(description.minimum)..\(description.maximum.map(String.init) ?? "*")" }

  /// The name as it is in a path.
  var label: String { isAttribute ? "@\(description.name)" : description.name }

  var value: String? {
    description.fixedValue.map { "the fixed value \"\($0)\"" }
      ?? description.defaultValue.map { "the default \"\($0)\"" }
  }
}

/// The types of exact numbers in XML Schema, by their values.
private enum NumericTypes {
  /// Whether every value of one type is a value of the other.
  static func all(of type: String, areIn other: String) -> Bool {
    var current: String? = type
    while let name = current {
      if name == other { return true }
      if unsignedFitsInto[name]?.contains(other) == true { return true }
      current = base[name]
    }
    return false
  }

  /// The type that each type restricts (XML Schema part 2, section 3).
  private static let base = [
    "byte": "short", "short": "int", "int": "long", "long": "integer", "integer": "decimal",
    "unsignedByte": "unsignedShort", "unsignedShort": "unsignedInt", "unsignedInt": "unsignedLong",
    "unsignedLong": "nonNegativeInteger", "nonNegativeInteger": "integer",
    "positiveInteger": "nonNegativeInteger", "negativeInteger": "nonPositiveInteger",
    "nonPositiveInteger": "integer",
  ]

  /// The signed types that an unsigned type fits into.
  private static let unsignedFitsInto: [String: Set<String>] = [
    "unsignedByte": ["short", "int", "long"], "unsignedShort": ["int", "long"], "unsignedInt": ["long"],
  ]
}
