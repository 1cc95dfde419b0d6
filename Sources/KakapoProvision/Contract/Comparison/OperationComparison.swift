/// Compares one operation of two contracts.
struct OperationComparison {
  private let old: OperationDescription
  private let new: OperationDescription
  private let namespaces: NamespaceChange
  private var findings: DifferenceList

  /// Lists the differences of one operation, without known changes of namespace.
  static func differences(
    from old: OperationDescription, to new: OperationDescription, _ namespaces: NamespaceChange,
    knownRenames: Set<NamespaceChange>, budget: inout ComparisonBudget
  ) -> [ContractDifference] {
    var comparison = OperationComparison(
      old: old, new: new, namespaces: namespaces,
      findings: DifferenceList(operation: old.name, knownRenames: knownRenames, budget: budget))
    comparison.compareOperation()
    var members = MemberComparison(old: old.types, new: new.types, findings: comparison.findings)
    comparison.compareMessages(with: &members)
    budget = members.findings.budget
    return members.findings.differences
  }

  private init(
    old: OperationDescription, new: OperationDescription, namespaces: NamespaceChange,
    findings: DifferenceList
  ) {
    self.old = old
    self.new = new
    self.namespaces = namespaces
    self.findings = findings
  }

  private mutating func compareOperation() {
    if old.name != new.name { findings.add(.letterCase, .service, old.name, old.name, new.name, .breaking) }
    compareAction()
    // The name of a message's part makes the difference between these two, and it isn't on the wire.
    let isOnlyNamed =
      old.style != .rpc && new.style != .rpc && old.request.name != nil && new.request.name != nil
    if old.style != new.style, !isOnlyNamed {
      findings.add(.style, .request, "style", old.style.rawValue, new.style.rawValue, .breaking)
    }
    if (old.answer == nil) != (new.answer == nil) {
      findings.add(
        .answer, .answer, "answer", old.answer.map { _ in "answer" }, new.answer.map { _ in "answer" },
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
    compare(old.request, new.request, .request, with: &members)
    if let oldOutput = old.answer, let newOutput = new.answer {
      compare(oldOutput, newOutput, .answer, with: &members)
    }
  }

  private func compare(
    _ old: MessageDescription, _ new: MessageDescription, _ side: ContractDifference.Side,
    with members: inout MemberComparison
  ) {
    if old.isEncoded != new.isEncoded {
      let words = [false: "literal", true: "encoded"]
      members.findings.add(.style, side, "use", words[old.isEncoded], words[new.isEncoded], .breaking)
    }
    compareWrapper(old, new, side, &members.findings)
    let types = compareHeaders(old, new, side, &members.findings)
    members.compare(old, new, side, headers: types)
  }

  private func compareWrapper(
    _ old: MessageDescription, _ new: MessageDescription, _ side: ContractDifference.Side,
    _ findings: inout DifferenceList
  ) {
    guard let oldName = old.name, let newName = new.name else {
      if old.name != new.name {
        findings.add(.wrapper, side, "wrapper", old.name, new.name, .breaking)
      }
      return
    }
    if oldName != newName {
      let isCaseOnly = oldName.lowercased() == newName.lowercased()
      let followsOperation = isCaseOnly && self.old.name != self.new.name
      if !followsOperation {
        findings.add(isCaseOnly ? .letterCase : .wrapper, side, oldName, oldName, newName, .breaking)
      }
    }
    findings.addNamespaceChange(NamespaceChange(old: old.namespace, new: new.namespace), side, oldName)
  }

  /// Compares the names of headers.
  ///
  /// - Returns: The types of the headers that both messages have.
  private func compareHeaders(
    _ old: MessageDescription, _ new: MessageDescription, _ side: ContractDifference.Side,
    _ findings: inout DifferenceList
  ) -> [TypePair] {
    let matching = NameMatching(
      old: old.headers.map(\.qualifiedName), new: new.headers.map(\.qualifiedName))
    for position in matching.removed {
      let name = old.headers[position].name
      findings.add(.header, side, name, name, nil, side == .request ? .breaking : .harmless)
    }
    for position in matching.added {
      let header = new.headers[position]
      let moved = movedNames(from: old, to: new, header)
      findings.add(
        .header, side, header.name, moved.isEmpty ? nil : moved.joined(separator: ", "), header.name,
        side == .request ? .breaking : .harmless)
    }
    // Headers of answers are not read.
    guard side == .request else { return [] }
    return matching.pairs.map { pair in
      let (oldHeader, newHeader) = (old.headers[pair.old], new.headers[pair.new])
      if !oldHeader.name.utf8.elementsEqual(newHeader.name.utf8) {
        findings.add(
          .letterCase, side, oldHeader.name, oldHeader.name, newHeader.name, .breaking, isInside: true)
      }
      if oldHeader.namespace != newHeader.namespace {
        findings.add(
          .namespace, side, oldHeader.name, oldHeader.namespace, newHeader.namespace, .breaking,
          isInside: true)
      }
      return TypePair(old: oldHeader.type, new: newHeader.type, path: oldHeader.name)
    }
  }

  /// The parameters of the old body that are in a header now.
  private func movedNames(
    from old: MessageDescription, to new: MessageDescription, _ header: ElementDescription
  ) -> [String] {
    let left = Set(new.content.elements.map(\.name))
    var names = [header.name]
    if case .complex(let content) = self.new.types.resolved(header.type).type {
      names += content.elements.map(\.name)
    }
    return old.content.elements.map(\.name).filter { names.contains($0) && !left.contains($0) }
  }
}
