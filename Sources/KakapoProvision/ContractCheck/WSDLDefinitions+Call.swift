import WSDL

extension WSDLDefinitions {
  /// The operation that a call means; `nil` when there is none, or when it cannot be told from others.
  ///
  /// Overloads share a name, but each has a wrapper of its own.
  func operation(for call: WireCall) -> ContractOperation? {
    let named = operations(named: call.operation)
    let wrapped = named.filter { $0.input.wrapper?.name.isSpelled(like: call.method) == true }
    if !wrapped.isEmpty {
      // A second binding may offer the same under another action.
      return wrapped.first { $0.soapAction?.isSpelled(like: call.action) == true } ?? wrapped.first
    }
    let similar = named.filter { $0.input.wrapper?.name.lowercased() == call.method.lowercased() }
    let candidates = similar.isEmpty ? named : similar
    return Set(candidates.map(\.input.wrapper)).count == 1 ? candidates.first : nil
  }

  /// The operations of a name, else those of the only name that differs in letter case alone.
  private func operations(named name: String) -> [ContractOperation] {
    let same = operations.filter { $0.name == name }
    guard same.isEmpty else { return same }
    let similar = operations.filter { $0.name.lowercased() == name.lowercased() }
    return Set(similar.map(\.name)).count == 1 ? similar : []
  }
}
