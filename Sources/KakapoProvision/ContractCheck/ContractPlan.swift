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
    private let known: KnownMethod
    private let isByName: Bool

    init(_ call: WireCall) {
      known = call.known
      isByName = call.isByName
    }
  }

  /// The method's name in this package.
  let method: String
  /// The live contract's operation; `nil` if it has none with that name.
  let operation: OperationDescription?
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
  /// Whether the caller knows more of the method than its name, so that the comparison covers all of it.
  let isKnown: Bool

  /// The namespace of the live contract's wrapper.
  var wrapperNamespace: String? { operation?.request.qualifiedNamespace }

  /// Compares a method with the live contract.
  ///
  /// - Parameters:
  ///   - call: A call of the method, as this package knows it.
  ///   - live: The live contract.
  init(for call: WireCall, in live: Contract) {
    let method = call.contract.name
    self.method = method
    isKnown = !call.isByName
    // A service may have several operations with one name.
    operation =
      (call.contract.isOfBuiltIn ? live.counterpart(of: call.contract) : nil) ?? live.operation(for: call)
    parameters = operation.map { ContractPlan.parameters(of: $0.request) } ?? []
    takesAny = operation?.request.content.others.contains(SchemaContent.Other.anyElement.rawValue) == true
    guard let operation else {
      obstacles = [
        live.operations.isEmpty && !live.otherBindings.isEmpty
          ? "\(method): the service no longer offers SOAP 1.1, only \(Set(live.otherBindings).sorted().joined(separator: ", "))."
          : "\(method): the service does not have this operation."
      ]
      followed = []
      answer = call.answer
      return
    }
    let form = call.contract.isOfBuiltIn ? [] : ContractPlan.formObstacles(for: call, operation)
    let differences =
      isKnown && form.isEmpty ? live.differences(of: operation, from: call.contract) : []
    followed = differences.filter { $0.isFollowed(in: call.contract) }.map(\.description)
    obstacles =
      form + differences.filter { ContractPlan.stops($0, call.contract) }.map(\.description)
    answer = AnswerNames(of: operation, differences, like: call.answer)
  }

  /// Whether a difference stops calls: it breaks them and isn't followed.
  ///
  /// Whether a parameter is known, required or may be repeated is checked when the values are known. In an answer to a
  /// method of the built-in contract, only the common part counts: the rest is found by its names, or kept as it is.
  private static func stops(_ difference: ContractDifference, _ contract: OperationDescription) -> Bool {
    guard difference.impact == .breaking, !difference.isFollowed(in: contract) else { return false }
    switch difference.side {
    case .service: return true
    case .request:
      let dependsOnValues: [ContractDifference.Kind] =
        contract.isOfBuiltIn ? [.required, .occurrence] : [.required, .occurrence, .removed]
      if difference.kind == .header, difference.new == nil { return false }
      return difference.isInside || !dependsOnValues.contains(difference.kind)
    case .answer: return !contract.isOfBuiltIn || difference.isAboutCommonResult
    }
  }

  /// The obstacles for a call of which only the names can be compared.
  private static func formObstacles(for call: WireCall, _ operation: OperationDescription) -> [String] {
    let wrapper = operation.request.name
    if let answer = operation.answer, answer.root == nil, !answer.content.elements.isEmpty {
      return ["\(call.contract.name): the service answers with several elements in the body."]
    }
    let isWrapped = wrapper != nil && operation.style == .wrapped
    guard !operation.request.isEncoded, isWrapped || call.hasWrapper(wrapper) else {
      return ["\(call.contract.name): the service takes it in a form that is not document/literal wrapped."]
    }
    guard !call.isByName, let known = call.wrapper, let wrapper, wrapper.lowercased() != known.lowercased()
    else {
      return []
    }
    return ["\(call.contract.name): the service has \(wrapper) under this name, not \(known)."]
  }

  private static func parameters(of request: MessageDescription) -> [Parameter] {
    var slots: [Int: Int] = [:]
    return request.content.elements.enumerated().map { position, element in
      var slot = position
      if let group = element.group {
        slot = slots[group] ?? position
        slots[group] = slot
      }
      let isInside = element.namespace == request.namespace && request.name != nil
      return Parameter(
        name: element.name, namespace: isInside ? nil : element.namespace, isRequired: element.isRequired,
        isRepeated: element.isRepeated, slot: slot)
    }
  }
}

extension WireCall {
  /// Whether the element around the parameters has a name, or there is none and `name` is `nil`.
  fileprivate func hasWrapper(_ name: String?) -> Bool {
    guard let name, let wrapper else { return name == nil && wrapper == nil }
    return wrapper.hasSameBytes(as: name)
  }
}

extension MessageDescription {
  /// The namespace of the element around the content; `nil` without such an element or without a namespace.
  var qualifiedNamespace: String? { name == nil || namespace.isEmpty ? nil : namespace }
}

extension Contract {
  /// The operation for a call; `nil` if there is none, or if several match.
  ///
  /// Overloads share a name, but each has its own wrapper.
  func operation(for call: WireCall) -> OperationDescription? {
    let named = operations(named: call.contract.name)
    let wrapped = named.filter { call.hasWrapper($0.request.name) }
    if !wrapped.isEmpty {
      // A second binding may offer the same operation with another action.
      return wrapped.first { $0.soapAction?.hasSameBytes(as: call.action) == true } ?? wrapped.first
    }
    let similar = named.filter { $0.request.name?.lowercased() == call.wrapper?.lowercased() }
    let candidates = similar.isEmpty ? named : similar
    let wrappers = candidates.map {
      QualifiedName($0.request.name ?? "", namespace: $0.request.qualifiedNamespace)
    }
    return Set(wrappers).count == 1 ? candidates.first : nil
  }

  /// The operations with a name, or else those of the only name that differs just in letter case.
  private func operations(named name: String) -> [OperationDescription] {
    let same = operations.filter { $0.name == name }
    guard same.isEmpty else { return same }
    let similar = operations.filter { $0.name.lowercased() == name.lowercased() }
    return Set(similar.map(\.name)).count == 1 ? similar : []
  }
}

extension ContractPlan {
  /// The call as the live contract needs it.
  ///
  /// - Parameter call: The call as this package knows it.
  /// - Returns: The call with the live names, order and namespaces.
  /// - Throws: ``ProvisionError`` of code `contractMismatch`.
  func fitted(_ call: WireCall) throws(ProvisionError) -> WireCall {
    if fits(call) { return call }
    guard let operation else { throw ContractPlan.mismatch(obstacles) }
    let positions = positions(of: call)
    var obstacles = obstacles
    var unknown: [String] = []
    var loginNames = call.loginNames
    var counts = [Int](repeating: 0, count: parameters.count)
    var placed: [(slot: Int?, element: RequestElement)] = []
    for var element in call.parameters {
      if let position = positions[ContractPlan.name(of: element, in: wrapperNamespace)] {
        let parameter = parameters[position]
        counts[position] += 1
        if counts[position] == 2, !parameter.isRepeated {
          obstacles.append("\(method): the service takes the parameter \(parameter.name) only once.")
        }
        if let index = loginNames.firstIndex(of: element.name) { loginNames[index] = parameter.name }
        element.name = parameter.name
        element.namespace = parameter.namespace
        placed.append((parameter.slot, element))
      } else if call.loginNames.contains(element.name) {
        obstacles.append(
          "\(method): the service does not know the parameter \(element.name), so every call would be a "
            + "failed login.")
      } else if takesAny {
        placed.append((nil, element))
      } else {
        unknown.append("\(method): the service does not know the parameter \(element.name).")
      }
    }
    for (parameter, count) in zip(parameters, counts) where parameter.isRequired && count == 0 {
      obstacles.append("\(method): the service requires the parameter \(parameter.name).")
    }
    if let lost = lostHeader(of: call) {
      obstacles.append("\(method): the service does not know the header \(lost).")
    }
    // For an operation that this package knows, the comparison may already have reported them.
    if !isKnown || obstacles.isEmpty { obstacles += unknown }
    guard obstacles.isEmpty else { throw ContractPlan.mismatch(obstacles) }
    var fitted = call
    fitted.wrapper = operation.request.name
    if operation.request.name != nil { fitted.namespace = operation.request.namespace }
    fitted.action = operation.soapAction ?? call.action
    fitted.loginNames = loginNames
    fitted.parameters = ContractPlan.ordered(placed)
    fitted.answer = answer
    return fitted
  }

  /// A header of the call that the live contract doesn't have.
  private func lostHeader(of call: WireCall) -> String? {
    let names = operation?.request.headers.map(\.name) ?? []
    return call.headers.first { !names.contains($0.name) }?.name
  }

  /// Elements in the order of their slots; the elements of one slot keep their order.
  ///
  /// An element without a slot, which may be any element, stays before the element that followed it, or at the end.
  private static func ordered(_ placed: [(slot: Int?, element: RequestElement)]) -> [RequestElement] {
    var slots = [Int](repeating: .max, count: placed.count)
    var next = Int.max
    for index in placed.indices.reversed() {
      next = placed[index].slot ?? next
      slots[index] = next
    }
    return placed.indices.sorted { (slots[$0], $0) < (slots[$1], $1) }.map { placed[$0].element }
  }

  /// Whether the call already has the live names, order and namespaces; almost all calls do.
  private func fits(_ call: WireCall) -> Bool {
    guard obstacles.isEmpty, let operation, call.answer.isSpelled(like: answer), lostHeader(of: call) == nil,
      call.hasWrapper(operation.request.name),
      operation.request.name == nil || call.namespace.hasSameBytes(as: operation.request.namespace),
      call.action.hasSameBytes(as: operation.soapAction ?? call.action)
    else { return false }
    let given = call.parameters
    var position = 0
    for parameter in parameters {
      let start = position
      while position < given.count, position == start || parameter.isRepeated,
        given[position].name.hasSameBytes(as: parameter.name),
        given[position].namespace == parameter.namespace
      {
        position += 1
      }
      if position == start, parameter.isRequired { return false }
    }
    return position == given.count
  }

  /// The position in the live contract of each name in a call.
  private func positions(of call: WireCall) -> [QualifiedName: Int] {
    var seen: Set<QualifiedName> = []
    let given = call.parameters.map { ContractPlan.name(of: $0, in: wrapperNamespace) }
      .filter { seen.insert($0).inserted }
    let live = parameters.map {
      ContractPlan.name($0.name, namespace: $0.namespace ?? wrapperNamespace)
    }
    let pairs = NameMatching(old: given, new: live).pairs
    return Dictionary(uniqueKeysWithValues: pairs.map { (given[$0.old], $0.new) })
  }

  private static func name(of element: RequestElement, in wrapperNamespace: String?) -> QualifiedName {
    name(element.name, namespace: element.namespace ?? wrapperNamespace)
  }

  /// A name in which a combining accent makes no difference; the call is sent in the service's spelling.
  private static func name(_ name: String, namespace: String?) -> QualifiedName {
    QualifiedName(name.precomposedStringWithCanonicalMapping, namespace: namespace)
  }

  private static func mismatch(_ obstacles: [String]) -> ProvisionError {
    var seen: Set<String> = []
    let unique = obstacles.filter { seen.insert($0).inserted }
    return ProvisionError(
      .contractMismatch, delivery: .notSent,
      reason: "the service's contract differs from the one that the call was made for: "
        + unique.joined(separator: " "),
      remedies: [
        Remedy(.compareContract, "Compare the service's contract with the one that this package knows."),
        Remedy(.generateMethod, "Generate the method from the service's WSDL."),
        .skipContractCheck,
      ])
  }
}
