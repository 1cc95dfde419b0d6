/// Compares one operation of two contracts.
struct OperationComparison {
  private let old: ContractOperation
  private let new: ContractOperation
  private let namespaces: NamespaceChange
  private var findings: DifferenceList

  /// Lists the differences of one operation, without known changes of namespace.
  static func differences(
    from old: ContractOperation, in oldDefinitions: WSDLDefinitions, to new: ContractOperation,
    in newDefinitions: WSDLDefinitions, knownRenames: Set<NamespaceChange>,
    budget: inout ComparisonBudget
  ) -> [ContractDifference] {
    var comparison = OperationComparison(
      old: old, new: new,
      namespaces: NamespaceChange(old: oldDefinitions.targetNamespace, new: newDefinitions.targetNamespace),
      findings: DifferenceList(operation: old.name, knownRenames: knownRenames, budget: budget))
    comparison.compareOperation()
    var members = MemberComparison(
      old: oldDefinitions.schemas, new: newDefinitions.schemas, findings: comparison.findings)
    comparison.compareMessages(with: &members)
    budget = members.findings.budget
    return members.findings.differences
  }

  private init(
    old: ContractOperation, new: ContractOperation, namespaces: NamespaceChange, findings: DifferenceList
  ) {
    self.old = old
    self.new = new
    self.namespaces = namespaces
    self.findings = findings
  }

  private mutating func compareOperation() {
    if old.name != new.name { findings.add(.letterCase, .service, old.name, old.name, new.name, .breaking) }
    compareAction()
    if old.shape != new.shape {
      findings.add(.style, .request, "style", old.shape.rawValue, new.shape.rawValue, .breaking)
    }
    if (old.output == nil) != (new.output == nil) {
      findings.add(
        .answer, .answer, "answer", old.output.map { _ in "answer" }, new.output.map { _ in "answer" },
        .breaking)
    }
  }

  private mutating func compareAction() {
    guard old.soapAction != new.soapAction else { return }
    let oldName = Self.localPart(of: old.soapAction, in: namespaces.old)
    let newName = Self.localPart(of: new.soapAction, in: namespaces.new)
    let follows = namespaces.old != namespaces.new && oldName != nil && newName != nil
    if follows, oldName == newName || (oldName == old.name && newName == new.name) {
      findings.addNamespaceChange(
        namespaces, .service, "SOAPAction", old: old.soapAction, new: new.soapAction)
    } else if (follows ? oldName : old.soapAction)?.lowercased()
      == (follows ? newName : new.soapAction)?.lowercased()
    {
      guard old.name == new.name || oldName != old.name || newName != new.name else { return }
      findings.add(.letterCase, .service, "SOAPAction", old.soapAction, new.soapAction, .breaking)
    } else {
      findings.add(.soapAction, .service, "SOAPAction", old.soapAction, new.soapAction, .breaking)
    }
  }

  /// The part of an action after the namespace; `nil` if it doesn't begin with the namespace.
  private static func localPart(of action: String?, in namespace: String?) -> String? {
    guard let action, let namespace, !namespace.isEmpty else { return nil }
    let stem = namespace.hasSuffix("/") ? String(namespace.dropLast()) : namespace
    guard action.hasPrefix(stem) else { return nil }
    return String(action.dropFirst(stem.count).drop { "/#:".contains($0) })
  }

  private func compareMessages(with members: inout MemberComparison) {
    compare(old.input, new.input, .request, with: &members)
    if let oldOutput = old.output, let newOutput = new.output {
      compare(oldOutput, newOutput, .answer, with: &members)
    }
  }

  private func compare(
    _ old: ContractMessage, _ new: ContractMessage, _ side: ContractDifference.Side,
    with members: inout MemberComparison
  ) {
    if old.use != new.use {
      members.findings.add(.style, side, "use", old.use.rawValue, new.use.rawValue, .breaking)
    }
    compareWrapper(old, new, side, &members.findings)
    compareHeaders(old, new, side, &members.findings)
    members.compare(old, new, side)
  }

  private func compareWrapper(
    _ old: ContractMessage, _ new: ContractMessage, _ side: ContractDifference.Side,
    _ findings: inout DifferenceList
  ) {
    guard let oldName = old.wrapper, let newName = new.wrapper else {
      if old.wrapper != new.wrapper {
        findings.add(.wrapper, side, "wrapper", old.wrapper?.name, new.wrapper?.name, .breaking)
      }
      return
    }
    if oldName.name != newName.name {
      let isCaseOnly = oldName.name.lowercased() == newName.name.lowercased()
      let followsOperation = isCaseOnly && self.old.name != self.new.name
      if !followsOperation {
        findings.add(
          isCaseOnly ? .letterCase : .wrapper, side, oldName.name, oldName.name, newName.name, .breaking)
      }
    }
    findings.addNamespaceChange(
      NamespaceChange(old: oldName.namespace, new: newName.namespace), side, oldName.name)
  }

  private func compareHeaders(
    _ old: ContractMessage, _ new: ContractMessage, _ side: ContractDifference.Side,
    _ findings: inout DifferenceList
  ) {
    let matching = NameMatching(old: old.headers.map(\.name), new: new.headers.map(\.name))
    for position in matching.removed {
      let name = old.headers[position].name.name
      findings.add(.header, side, name, name, nil, .harmless)
    }
    for position in matching.added {
      let name = new.headers[position].name.name
      findings.add(.header, side, name, nil, name, side == .request ? .breaking : .harmless)
    }
  }
}
