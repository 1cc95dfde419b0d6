/// Compares the elements of two messages, and then their types.
///
/// It takes types from a queue instead of using recursion, each pair of named types once, and up to a limit.
struct MemberComparison {
  private let old: SchemaSet
  private let new: SchemaSet
  var findings: DifferenceList
  private var types: TypeComparisonQueue

  init(old: SchemaSet, new: SchemaSet, findings: DifferenceList) {
    self.old = old
    self.new = new
    self.findings = findings
    types = TypeComparisonQueue(equalTypes: findings.budget.equalTypes)
  }

  mutating func compare(
    _ oldMessage: ContractMessage, _ newMessage: ContractMessage, _ side: ContractDifference.Side
  ) {
    types = TypeComparisonQueue(equalTypes: findings.budget.equalTypes)
    compare(
      oldMessage.parameters.map(Member.init), newMessage.parameters.map(Member.init), side, path: "",
      isOrdered: !oldMessage.isUnordered || !newMessage.isUnordered)
    if case .complex(let oldType)? = oldMessage.wrapperType.flatMap(old.type),
      case .complex(let newType)? = newMessage.wrapperType.flatMap(new.type)
    {
      let (oldContent, newContent) = contents(of: oldType, newType)
      compareRest(
        oldContent, newContent, side, path: "", name: oldMessage.wrapper?.name ?? "body")
    }
    while !findings.budget.isExhausted, let pair = types.next() { compare(pair, side) }
    if types.isExhausted {
      findings.add(
        .notCompared, side, oldMessage.wrapper?.name ?? "body", nil,
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
        side == .request ? .breaking : .harmless)
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
    if old.isRequired != new.isRequired {
      let isBreaking = isRequest == new.isRequired
      findings.add(
        new.isRequired ? .required : .optional, side, subject, old.presence, new.presence,
        isBreaking ? .breaking : .harmless)
    } else if old.isNillable != new.isNillable {
      findings.add(.nillable, side, subject, "\(old.isNillable)", "\(new.isNillable)", .harmless)
    }
    if old.occurs.isRepeated != new.occurs.isRepeated {
      let isBreaking = isRequest == old.occurs.isRepeated
      findings.add(
        .occurrence, side, subject, "\(old.occurs)", "\(new.occurs)", isBreaking ? .breaking : .harmless)
    }
    if old.value != new.value {
      let isFixed = old.isFixed || new.isFixed
      findings.add(.defaultValue, side, subject, old.value, new.value, isFixed ? .breaking : .harmless)
    }
    types.add(TypePair(old: old.type, new: new.type, path: subject))
  }

  // MARK: - Types

  private mutating func compare(_ pair: TypePair, _ side: ContractDifference.Side) {
    switch (old.resolved(pair.old), new.resolved(pair.new)) {
    case (.builtIn(let oldType), .builtIn(let newType)):
      if oldType != newType {
        findings.add(.type, side, pair.path, oldType.rawValue, newType.rawValue, .breaking)
      }
    case (.missing(let oldName), .missing(let newName)) where oldName.name == newName.name: break
    case (.complex(let oldType), .complex(let newType)):
      compareNames(pair, side)
      compare(oldType, newType, pair, side)
    case (.simple, .simple), (.simple, .builtIn), (.builtIn, .simple): compareSimple(pair, side)
    default: findings.add(.type, side, pair.path, pair.old.label, pair.new.label, .breaking)
    }
  }

  private mutating func compareNames(_ pair: TypePair, _ side: ContractDifference.Side) {
    guard let oldName = pair.old.name?.name, let newName = pair.new.name?.name, oldName != newName else {
      return
    }
    findings.add(.typeName, side, pair.path, oldName, newName, .harmless)
  }

  private mutating func compare(
    _ oldType: ComplexType, _ newType: ComplexType, _ pair: TypePair, _ side: ContractDifference.Side
  ) {
    let (oldContent, newContent) = contents(of: oldType, newType)
    compare(
      oldContent.elements.map(Member.init), newContent.elements.map(Member.init), side,
      path: pair.path + "/", isOrdered: !oldContent.isUnordered || !newContent.isUnordered)
    compareRest(oldContent, newContent, side, path: pair.path + "/", name: pair.path)
  }

  private mutating func contents(
    of oldType: ComplexType, _ newType: ComplexType
  ) -> (SchemaContent, SchemaContent) {
    let (oldContent, newContent) = (
      old.contentAndCost(of: oldType), new.contentAndCost(of: newType)
    )
    findings.budget.entries -= oldContent.cost + newContent.cost
    return (oldContent.content, newContent.content)
  }

  /// Compares the content other than elements.
  private mutating func compareRest(
    _ oldContent: SchemaContent, _ newContent: SchemaContent, _ side: ContractDifference.Side, path: String,
    name: String
  ) {
    compare(
      oldContent.attributes.map(Member.init), newContent.attributes.map(Member.init), side, path: path,
      isOrdered: false)
    let (oldRest, newRest) = (oldContent.rest, newContent.rest)
    if oldRest != newRest {
      let isGain = newRest.isSuperset(of: oldRest) && oldContent.hasChoice == newContent.hasChoice
      findings.add(
        .content, side, name, oldRest.isEmpty ? nil : oldRest.sorted().joined(separator: ", "),
        newRest.isEmpty ? nil : newRest.sorted().joined(separator: ", "), isGain ? .harmless : .breaking)
    }
    switch (oldContent.text, newContent.text) {
    case (let oldText?, let newText?): types.add(TypePair(old: oldText, new: newText, path: name))
    case (nil, nil): break
    case (let oldText, let newText):
      findings.add(.type, side, name, oldText?.label ?? "elements", newText?.label ?? "elements", .breaking)
    }
    if let oldItem = oldContent.soapArray, let newItem = newContent.soapArray {
      types.add(
        TypePair(old: .named(oldItem.itemType), new: .named(newItem.itemType), path: "\(path)item"))
    }
  }

  private mutating func compareSimple(_ pair: TypePair, _ side: ContractDifference.Side) {
    let (oldValues, newValues) = (old.values(of: pair.old), new.values(of: pair.new))
    guard oldValues.base == newValues.base else {
      findings.add(.type, side, pair.path, oldValues.base, newValues.base, .breaking)
      return
    }
    let isRequest = side == .request
    let (oldSet, newSet) = (Set(oldValues.enumeration), Set(newValues.enumeration))
    if oldSet != newSet {
      let isNarrower = !newSet.isEmpty && !oldSet.isSubset(of: newSet)
      findings.add(
        .values, side, pair.path, oldValues.enumerationText, newValues.enumerationText,
        isRequest && isNarrower || isRequest && oldValues.enumeration.isEmpty ? .breaking : .harmless)
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

/// The compared properties of an element or attribute.
struct Member {
  let name: QualifiedName
  let type: SchemaTypeReference
  let occurs: Occurrence
  let isNillable: Bool
  let defaultValue: String?
  let fixedValue: String?
  let isAttribute: Bool

  init(_ parameter: ContractParameter) {
    name = parameter.name
    type = parameter.type
    occurs = parameter.occurs
    isNillable = parameter.isNillable
    defaultValue = parameter.defaultValue
    fixedValue = parameter.fixedValue
    isAttribute = false
  }

  init(_ element: SchemaElement) {
    self.init(ContractParameter(element))
  }

  init(_ attribute: SchemaAttribute) {
    name = attribute.name
    type = attribute.type
    occurs = Occurrence(minimum: attribute.use == .required ? 1 : 0, maximum: 1)
    isNillable = false
    defaultValue = attribute.defaultValue
    fixedValue = attribute.fixedValue
    isAttribute = true
  }

  var isRequired: Bool { occurs.minimum >= 1 && !isNillable }

  var isFixed: Bool { fixedValue != nil }

  var presence: String { isRequired ? "required" : "optional" }

  /// The name as it is in a path.
  var label: String { isAttribute ? "@\(name.name)" : name.name }

  var value: String? {
    fixedValue.map { "the fixed value \"\($0)\"" } ?? defaultValue.map { "the default \"\($0)\"" }
  }
}
