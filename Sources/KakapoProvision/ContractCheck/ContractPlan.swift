import Foundation
import Support
import WSDL

/// How to call a method of a service whose contract may differ from the one that this package knows.
struct ContractPlan: Sendable {
  /// A parameter of the live contract.
  struct Parameter: Sendable {
    let name: String
    /// The namespace; `nil` for the wrapper's namespace, empty for none.
    let namespace: String?
    let isRequired: Bool
    let isRepeated: Bool
    /// Its place in the order; the parameters of a group that may be repeated share one place.
    let slot: Int
  }

  /// Calls with the same key share a plan.
  struct Key: Hashable {
    private let contract: OperationDescription
    private let isByName: Bool

    init(_ call: WireCall) {
      contract = call.contract
      isByName = call.isByName
    }

    /// The name is enough: hashing a whole description for each call is slow.
    func hash(into hasher: inout Hasher) { hasher.combine(contract.name) }
  }

  /// The method's name in this package.
  let method: String
  /// The live contract's operation; `nil` if it has none with that name.
  let operation: ContractOperation?
  /// The parameters in the order of the live contract, with the login.
  let parameters: [Parameter]
  /// Whether the live contract allows elements beside the parameters that it doesn't describe.
  let takesAny: Bool
  /// The element names of the answer.
  let answer: AnswerNames
  /// The differences that stop the call.
  let obstacles: [String]
  /// The differences that the client follows.
  let followed: [String]
  /// Whether this package's contract has the method, so that the comparison covers more than its names.
  let isKnown: Bool

  /// The namespace of the live contract's wrapper.
  var wrapperNamespace: String? { operation?.input.wrapper?.namespace }

  /// Compares a method with the live contract.
  ///
  /// - Parameters:
  ///   - call: A call of the method, as this package knows it.
  ///   - live: The live contract.
  ///   - builtIn: This package's contract; `nil` for a call that isn't compared with it.
  init(for call: WireCall, in live: WSDLDefinitions, builtIn: WSDLDefinitions?) {
    let method = call.contract.name
    self.method = method
    let known = builtIn?.operation(named: method)
    isKnown = known != nil
    // The same one that the comparison uses: a service may have several operations with one name.
    operation =
      known.flatMap { ContractComparison.counterpart(of: $0, in: live) } ?? live.operation(for: call)
    let content = operation.flatMap { ContractPlan.content(of: $0.input, in: live) }
    parameters = ContractPlan.parameters(of: operation?.input, content)
    takesAny = content?.wildcards.isEmpty == false
    guard let operation else {
      obstacles = ["\(method): the service does not have this operation."]
      followed = []
      answer = call.answer
      return
    }
    var obstacles: [String] = []
    var followed: [String] = []
    var differences: [ContractDifference] = []
    if isKnown, let builtIn {
      differences = ContractComparison.differences(ofOperation: method, from: builtIn, to: live)
      followed = differences.filter(\.isFollowable).map(\.description)
      obstacles = differences.filter { ContractPlan.stops($0) }.map(\.description)
    } else {
      obstacles = ContractPlan.formObstacles(for: call, operation)
    }
    answer = AnswerNames(of: operation, differences, like: call.answer)
    self.obstacles = obstacles
    self.followed = followed
  }

  /// Whether a difference stops calls: it breaks them and can't be followed.
  ///
  /// In an answer, only the common part counts. The rest is found by its names, or kept as it is.
  private static func stops(_ difference: ContractDifference) -> Bool {
    guard difference.impact == .breaking, !difference.isFollowable else { return false }
    // Required parameters are checked when the values are known.
    if difference.kind == .required { return false }
    guard difference.side == .answer else { return true }
    let path = difference.subject.split(separator: "/")
    return path.count <= 1 || (path.count == 2 && ["success", "errorMessage"].contains(path[1]))
  }

  /// The obstacles for a call of which only the names can be compared.
  private static func formObstacles(for call: WireCall, _ operation: ContractOperation) -> [String] {
    guard operation.input.use == .literal, let wrapper = operation.input.wrapper?.name,
      operation.shape == .wrapped || wrapper.hasSameBytes(as: call.method)
    else {
      return ["\(call.contract.name): the service takes it in a form that is not document/literal wrapped."]
    }
    guard !call.isByName, wrapper.lowercased() != call.method.lowercased() else { return [] }
    return ["\(call.contract.name): the service has \(wrapper) under this name, not \(call.method)."]
  }

  private static func content(of message: ContractMessage, in live: WSDLDefinitions) -> SchemaContent? {
    guard case .complex(let type)? = message.wrapperType.flatMap(live.schemas.type) else { return nil }
    return live.schemas.content(of: type)
  }

  private static func parameters(of message: ContractMessage?, _ content: SchemaContent?) -> [Parameter] {
    var slots: [Int: Int] = [:]
    return (message?.parameters ?? []).enumerated().map { position, parameter in
      var slot = position
      if let group = content?.repeatedGroups[parameter.name] {
        slot = slots[group] ?? position
        slots[group] = slot
      }
      let isInside = parameter.name.namespace == message?.wrapper?.namespace
      return Parameter(
        name: parameter.name.name, namespace: isInside ? nil : parameter.name.namespace ?? "",
        isRequired: parameter.isRequired, isRepeated: parameter.occurs.isRepeated, slot: slot)
    }
  }
}

extension WSDLDefinitions {
  /// The operation for a call; `nil` if there is none, or if several match.
  ///
  /// Overloads share a name, but each has its own wrapper.
  func operation(for call: WireCall) -> ContractOperation? {
    let named = operations(named: call.contract.name)
    let wrapped = named.filter { $0.input.wrapper?.name.hasSameBytes(as: call.method) == true }
    if !wrapped.isEmpty {
      // A second binding may offer the same operation with another action.
      return wrapped.first { $0.soapAction?.hasSameBytes(as: call.action) == true } ?? wrapped.first
    }
    let similar = named.filter { $0.input.wrapper?.name.lowercased() == call.method.lowercased() }
    let candidates = similar.isEmpty ? named : similar
    return Set(candidates.map(\.input.wrapper)).count == 1 ? candidates.first : nil
  }

  /// The operations with a name, or else those of the only name that differs just in letter case.
  private func operations(named name: String) -> [ContractOperation] {
    let same = operations.filter { $0.name == name }
    guard same.isEmpty else { return same }
    let similar = operations.filter { $0.name.lowercased() == name.lowercased() }
    return Set(similar.map(\.name)).count == 1 ? similar : []
  }
}
