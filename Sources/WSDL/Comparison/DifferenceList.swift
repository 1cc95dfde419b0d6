/// Collects the differences of one operation, a change of namespace once.
struct DifferenceList {
  private(set) var differences: [ContractDifference] = []
  private let operation: String
  private var knownRenames: Set<NamespaceChange>
  var budget: ComparisonBudget

  init(operation: String, knownRenames: Set<NamespaceChange>, budget: ComparisonBudget) {
    self.operation = operation
    self.knownRenames = knownRenames
    self.budget = budget
  }

  mutating func add(
    _ kind: ContractDifference.Kind, _ side: ContractDifference.Side, _ subject: String, _ old: String?,
    _ new: String?, _ impact: ContractDifference.Impact
  ) {
    budget.differences -= 1
    guard budget.differences >= 0 else { return }
    differences.append(
      ContractDifference(
        kind: kind, operation: operation, side: side, subject: subject, old: old, new: new, impact: impact))
  }

  /// Adds a change of namespace unless it is none or is known; an action stands for its own text.
  mutating func addNamespaceChange(
    _ change: NamespaceChange, _ side: ContractDifference.Side, _ subject: String, old: String? = nil,
    new: String? = nil
  ) {
    guard change.old != change.new else { return }
    let isNew = old == nil ? knownRenames.insert(change).inserted : !knownRenames.contains(change)
    guard isNew else { return }
    add(.namespace, side, subject, old ?? change.old, new ?? change.new, .breaking)
  }
}
