import SOAP
import WSDL

/// How a method is called at a service whose contract may differ from the one this package knows.
struct ContractPlan: Sendable {
  /// A parameter as the live contract has it.
  struct Parameter: Sendable {
    let name: String
    /// The namespace; `nil` for that of the wrapper, empty for none.
    let namespace: String?
    let isRequired: Bool
  }

  /// Calls that are alike in this need one plan.
  struct Key: Hashable {
    private let operation: String
    private let isOfContract: Bool
    private let loginNames: [String]
    private let answer: AnswerNames

    init(_ call: WireCall) {
      operation = call.operation
      isOfContract = call.isOfContract
      loginNames = call.loginNames
      answer = call.answer
    }
  }

  /// The method's name here.
  let method: String
  /// The live contract's operation; `nil` when it has none of that name.
  let operation: ContractOperation?
  /// The parameters in the order of the live contract, the login among them.
  let parameters: [Parameter]
  /// What the answer is made of.
  let answer: AnswerNames
  /// What stops the call.
  let obstacles: [String]
  /// What is followed.
  let followed: [String]

  /// Whether this package's contract has the method, so that more than its names is compared.
  private let isKnown: Bool

  /// Compares a method with the live contract.
  ///
  /// - Parameters:
  ///   - call: A call of the method as it is known here.
  ///   - live: The live contract.
  init(for call: WireCall, in live: WSDLDefinitions) {
    let method = call.operation
    self.method = method
    let known = call.isOfContract ? BuiltInDefinitions.value.operation(named: method) : nil
    isKnown = known != nil
    // The one that the comparison looks at, too: a service may have several of a name.
    operation =
      known.flatMap { ContractComparison.counterpart(of: $0, in: live) }
      ?? ContractPlan.match(of: method, in: live)
    let namespace = operation?.input.wrapper?.namespace
    parameters = (operation?.input.parameters ?? []).map { parameter in
      Parameter(
        name: parameter.name.name,
        namespace: parameter.name.namespace == namespace ? nil : parameter.name.namespace ?? "",
        isRequired: parameter.isRequired)
    }
    guard let operation else {
      obstacles = ["\(method): the service does not have this operation."]
      followed = []
      answer = call.answer
      return
    }
    var obstacles = ContractPlan.loginObstacles(for: call, parameters)
    var followed: [String] = []
    var differences: [ContractDifference] = []
    if isKnown {
      differences = ContractComparison.differences(
        ofOperation: method, from: BuiltInDefinitions.value, to: live)
      followed = differences.filter(\.isFollowable).map(\.description)
      obstacles += differences.filter { ContractPlan.stops($0) }.map(\.description)
    } else if operation.shape != .wrapped || operation.input.use != .literal {
      obstacles.append("\(method): the service takes it in a form that is not document/literal wrapped.")
    }
    answer = AnswerNames(of: operation, differences, like: call.answer)
    self.obstacles = obstacles
    self.followed = followed
  }

  /// The call as the live contract wants it.
  ///
  /// - Parameter call: The call as this package knows it.
  /// - Returns: The call with the live names, order and namespaces; `nil` when it has them already.
  /// - Throws: ``ProvisionError`` of code `contractMismatch`.
  func fitted(_ call: WireCall) throws(ProvisionError) -> WireCall? {
    if fits(call) { return nil }
    var obstacles = obstacles
    var taken: [RequestElement] = []
    var rest = call.parameters
    for parameter in parameters {
      let position =
        rest.firstIndex { $0.name == parameter.name }
        ?? rest.firstIndex { $0.name.lowercased() == parameter.name.lowercased() }
      guard let position else {
        if parameter.isRequired {
          obstacles.append("\(method): the service requires the parameter \(parameter.name).")
        }
        continue
      }
      var element = rest.remove(at: position)
      element.name = parameter.name
      element.namespace = parameter.namespace
      taken.append(element)
    }
    // With an operation that this package knows, the comparison may have said so already.
    if !isKnown || obstacles.isEmpty, operation != nil {
      obstacles += rest.map { "\(method): the service does not know the parameter \($0.name)." }
    }
    guard obstacles.isEmpty, let operation else { throw ContractPlan.mismatch(obstacles) }
    var fitted = call
    fitted.method = operation.input.wrapper?.name ?? operation.name
    fitted.namespace = operation.input.wrapper?.namespace ?? call.namespace
    fitted.action = operation.soapAction ?? call.action
    fitted.parameters = taken
    fitted.answer = answer
    return fitted
  }

  /// Whether the call has the live names, order and namespaces already, as almost all have.
  private func fits(_ call: WireCall) -> Bool {
    guard obstacles.isEmpty, let operation, call.answer.isSpelled(like: answer),
      call.method.isSpelled(like: operation.input.wrapper?.name ?? operation.name),
      call.namespace.isSpelled(like: operation.input.wrapper?.namespace ?? call.namespace),
      call.action.isSpelled(like: operation.soapAction ?? call.action)
    else { return false }
    let given = call.parameters
    var position = 0
    for parameter in parameters {
      if position < given.count, given[position].name.isSpelled(like: parameter.name),
        given[position].namespace == parameter.namespace
      {
        position += 1
      } else if parameter.isRequired {
        return false
      }
    }
    return position == given.count
  }

  /// Whether a difference stops calls: one that breaks them and cannot be followed.
  ///
  /// Of an answer only the common part counts: the rest is found by its names, or kept as it came.
  private static func stops(_ difference: ContractDifference) -> Bool {
    guard difference.impact == .breaking, !difference.isFollowable else { return false }
    // What is required is looked at when the values are known.
    if difference.kind == .required { return false }
    guard difference.side == .answer else { return true }
    let path = difference.subject.split(separator: "/")
    return path.count <= 1 || (path.count == 2 && ["success", "errorMessage"].contains(path[1]))
  }

  private static func loginObstacles(for call: WireCall, _ parameters: [Parameter]) -> [String] {
    call.loginNames.compactMap { name in
      if parameters.contains(where: { $0.name.lowercased() == name.lowercased() }) { return nil }
      return "\(call.operation): the service does not know the parameter \(name), so every call would be a "
        + "failed login."
    }
  }

  private static func match(of method: String, in live: WSDLDefinitions) -> ContractOperation? {
    if let operation = live.operation(named: method) { return operation }
    let similar = live.operations.filter { $0.name.lowercased() == method.lowercased() }
    return Set(similar.map(\.name)).count == 1 ? similar.first : nil
  }

  private static func mismatch(_ obstacles: [String]) -> ProvisionError {
    var seen: Set<String> = []
    let unique = obstacles.filter { seen.insert($0).inserted }
    return ProvisionError(
      .contractMismatch, delivery: .notSent,
      reason: "the service's contract is not the one this package knows: " + unique.joined(separator: " "),
      advice:
        "No login was sent. `kakapo contract check` shows all differences. Generate the method from the "
        + "service's WSDL (`kakapo contract generate`), or, if you know better, switch the check off with "
        + "`contractCheck = .off` (--contract off).")
  }
}
