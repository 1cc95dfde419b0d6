import WSDL

/// Comparing contracts.
///
/// The comparison covers everything that callers and answers depend on: operations, actions, wrappers, parameters, result
/// elements and their types. It ignores addresses, documentation, and the names of bindings, ports and messages. Types
/// are compared by their content, together with the derived types that may replace them.
extension Contract {
  /// Compares this contract with an older one.
  ///
  /// A namespace that changed everywhere is one difference, not one for each operation.
  ///
  /// - Parameter old: The contract that callers follow.
  /// - Returns: The differences: first the service, then the operations in the order of the old contract, then the new
  ///   ones.
  package func differences(from old: Contract) -> [ContractDifference] {
    var differences = serviceDifferences(from: old)
    var renamed: Set<NamespaceChange> = []
    let namespaces = NamespaceChange(old: old.namespace, new: namespace)
    if namespaces.old != namespaces.new {
      differences.append(
        ContractDifference(
          kind: .namespace, operation: nil, side: .service, subject: "contract", old: namespaces.old,
          new: namespaces.new, impact: .breaking))
      renamed.insert(namespaces)
    }
    let matching = OperationMatching(old: old.operations, new: operations)
    var budget = ComparisonBudget()
    for (position, operation) in old.operations.enumerated() {
      if let counterpart = matching.counterparts[position] {
        differences += OperationComparison.differences(
          from: operation, to: operations[counterpart], namespaces, knownRenames: renamed, budget: &budget)
      } else {
        differences.append(Contract.removal(of: operation))
      }
    }
    for position in matching.added {
      let added = operations[position]
      // A second binding may offer the same operation again.
      let isRepeated = matching.counterparts.values.contains { operations[$0].isOnWire(like: added) }
      if isRepeated { continue }
      let isOverload = old.operation(named: added.name) != nil
      differences.append(
        ContractDifference(
          kind: .operationAdded, operation: added.name, side: .service, subject: added.name,
          old: isOverload ? added.name : nil, new: added.inputName ?? added.request.name ?? added.name,
          impact: .harmless))
    }
    return differences + budget.excess
  }

  /// Compares one operation with that of an older contract, with everything that a call of it depends on.
  ///
  /// - Parameters:
  ///   - name: The name in the old contract; here, a name that differs only in letter case is found, too.
  ///   - old: The contract that callers follow.
  /// - Returns: The differences, including the service's name; empty if the old contract has no such operation either.
  package func differences(ofOperation name: String, from old: Contract) -> [ContractDifference] {
    guard let operation = old.operation(named: name) else { return [] }
    return serviceDifferences(from: old)
      + differences(
        of: counterpart(of: operation), from: operation, NamespaceChange(old: old.namespace, new: namespace))
  }

  /// Compares an operation of this contract with what a caller knows of it.
  ///
  /// - Parameters:
  ///   - operation: The operation of this contract; `nil` if it has none.
  ///   - known: What the caller knows.
  /// - Returns: The differences.
  func differences(
    of operation: OperationDescription?, from known: OperationDescription
  ) -> [ContractDifference] {
    differences(of: operation, from: known, NamespaceChange(old: known.request.namespace, new: namespace))
  }

  private func differences(
    of operation: OperationDescription?, from known: OperationDescription, _ namespaces: NamespaceChange
  ) -> [ContractDifference] {
    guard let operation else { return [Contract.removal(of: known)] }
    var budget = ComparisonBudget()
    let differences = OperationComparison.differences(
      from: known, to: operation, namespaces, knownRenames: [], budget: &budget)
    return differences + budget.excess
  }

  /// Finds the operation that corresponds to one of another contract.
  ///
  /// - Parameter operation: The operation of the other contract.
  /// - Returns: The operation with the same name, or else the only one whose name differs just in letter case.
  package func counterpart(of operation: OperationDescription) -> OperationDescription? {
    let sameName = operations.filter { $0.name == operation.name }
    if !sameName.isEmpty {
      return sameName.first { $0.inputName == operation.inputName } ?? sameName[0]
    }
    let folded = operation.name.lowercased()
    let similar = operations.filter { $0.name.lowercased() == folded }
    return Set(similar.map(\.name)).count == 1 ? similar[0] : nil
  }

  private func serviceDifferences(from old: Contract) -> [ContractDifference] {
    let (oldSet, newSet) = (Set(old.serviceNames), Set(serviceNames))
    let missing = old.serviceNames.filter { !newSet.contains($0) }
    let additional = serviceNames.filter { !oldSet.contains($0) }
    guard !missing.isEmpty || !additional.isEmpty else { return [] }
    return [
      ContractDifference(
        kind: .serviceName, operation: nil, side: .service, subject: "service",
        old: missing.isEmpty ? nil : missing.joined(separator: ", "),
        new: additional.isEmpty ? nil : additional.joined(separator: ", "), impact: .harmless)
    ]
  }

  private static func removal(of operation: OperationDescription) -> ContractDifference {
    ContractDifference(
      kind: .operationRemoved, operation: operation.name, side: .service, subject: operation.name,
      old: operation.name, new: nil, impact: .breaking)
  }
}

extension OperationDescription {
  /// Whether calls of both operations are the same bytes.
  fileprivate func isOnWire(like other: OperationDescription) -> Bool {
    name == other.name && soapAction == other.soapAction && style == other.style && request == other.request
      && answer == other.answer
  }
}

extension ComparisonBudget {
  /// The difference to report if a comparison ended early.
  fileprivate var excess: [ContractDifference] {
    guard isExhausted else { return [] }
    return [
      ContractDifference(
        kind: .notCompared, operation: nil, side: .service, subject: "contract", old: nil,
        new: "there are too many differences, or too large types, to list all differences.", impact: .breaking
      )
    ]
  }
}

/// Pairs the operations of two contracts; overloads and repeated bindings by their order.
private struct OperationMatching {
  /// The positions in the new contract, by those in the old one.
  private(set) var counterparts: [Int: Int] = [:]
  /// The positions of the new contract's operations that aren't in the old one.
  private(set) var added: [Int] = []

  init(old: [OperationDescription], new: [OperationDescription]) {
    var free = Set(new.indices)
    func match(by key: (OperationDescription) -> [String], ifUnambiguous: Bool) {
      let newByKey = Dictionary(grouping: free.sorted()) { key(new[$0]) }
      let oldByKey = Dictionary(grouping: old.indices.filter { counterparts[$0] == nil }) { key(old[$0]) }
      for (key, positions) in oldByKey {
        guard let others = newByKey[key] else { continue }
        if ifUnambiguous, positions.count > 1 || others.count > 1 { continue }
        for (position, other) in zip(positions, others) {
          counterparts[position] = other
          free.remove(other)
        }
      }
    }
    match(by: { [$0.name, $0.inputName ?? ""] }, ifUnambiguous: false)
    match(by: { [$0.name] }, ifUnambiguous: false)
    match(by: { [$0.name.lowercased()] }, ifUnambiguous: true)
    added = free.sorted()
  }
}

/// The remaining budget and the results of one comparison, shared by all operations.
struct ComparisonBudget {
  /// The number of elements, attributes and groups that may still be examined.
  var entries = 8_000_000

  /// The number of differences that may still be listed.
  var differences = 50_000

  /// The types of operations without differences; their contents need no comparison.
  let equalTypes = EqualTypes()

  var isExhausted: Bool { entries < 0 || differences <= 0 }
}

/// Pairs of equal types, shared by all operations of a comparison: there may be as many as operations.
final class EqualTypes {
  private var names: Set<TypePair.Names> = []

  func contains(_ pair: TypePair.Names) -> Bool { names.contains(pair) }

  func add(_ pairs: Set<TypePair.Names>) { names.formUnion(pairs) }
}

/// Collects the differences of one operation, with each change of namespace once.
struct DifferenceList {
  private(set) var differences: [ContractDifference] = []
  private let operation: String
  private let knownRenames: Set<NamespaceChange>
  private var renames: [ContractDifference.Side: Set<NamespaceChange>] = [:]
  var budget: ComparisonBudget

  init(operation: String, knownRenames: Set<NamespaceChange>, budget: ComparisonBudget) {
    self.operation = operation
    self.knownRenames = knownRenames
    self.budget = budget
  }

  mutating func add(
    _ kind: ContractDifference.Kind, _ side: ContractDifference.Side, _ subject: String, _ old: String?,
    _ new: String?, _ impact: ContractDifference.Impact, isInside: Bool = false
  ) {
    budget.differences -= 1
    guard budget.differences >= 0 else { return }
    differences.append(
      ContractDifference(
        kind: kind, operation: operation, side: side, subject: subject, old: old, new: new, impact: impact,
        isInside: isInside || subject.contains("/") || subject.contains("@")))
  }

  /// Adds a change of namespace unless there is no change or it is known; an action is reported with its own text.
  mutating func addNamespaceChange(
    _ change: NamespaceChange, _ side: ContractDifference.Side, _ subject: String, old: String? = nil,
    new: String? = nil
  ) {
    guard change.old != change.new else { return }
    guard !knownRenames.contains(change) else { return }
    // The text of an action doesn't say that anything else is in another namespace.
    if old == nil, !renames[side, default: []].insert(change).inserted { return }
    add(.namespace, side, subject, old ?? change.old, new ?? change.new, .breaking)
  }
}
