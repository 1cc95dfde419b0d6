import Foundation
import Support
import WSDL

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
    // For an operation that this package knows, the comparison may already have reported them.
    if !isKnown || obstacles.isEmpty { obstacles += unknown }
    guard obstacles.isEmpty else { throw ContractPlan.mismatch(obstacles) }
    var fitted = call
    fitted.method = operation.input.wrapper?.name ?? operation.name
    fitted.namespace = operation.input.wrapper.map { $0.namespace ?? "" } ?? call.namespace
    fitted.action = operation.soapAction ?? call.action
    fitted.loginNames = loginNames
    fitted.parameters = ContractPlan.ordered(placed)
    fitted.answer = answer
    return fitted
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
    guard obstacles.isEmpty, let operation, call.answer.isSpelled(like: answer),
      call.method.hasSameBytes(as: operation.input.wrapper?.name ?? operation.name),
      call.namespace.hasSameBytes(
        as: operation.input.wrapper.map { $0.namespace ?? "" } ?? call.namespace),
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
      reason: "the service's contract is not the one this package knows: " + unique.joined(separator: " "),
      remedies: [
        Remedy(.compareContract, "Compare the service's contract with the one that this package knows."),
        Remedy(.generateMethod, "Generate the method from the service's WSDL."),
        .skipContractCheck,
      ])
  }
}
