import KakapoProvision

/// What the contract says of the methods, for people.
enum MethodHelp {
  static func list() -> String {
    TextTable(
      ["method", "name known", "what it does"],
      Contract.builtIn.operations.map { [$0.name, $0.evidence.rawValue, $0.summary] }
    ).text
  }

  static func text(of operation: OperationDescription) -> String {
    let usage = operation.parameters.map { $0.isRequired ? "\($0.name)=…" : "[\($0.name)=…]" }
    let table = TextTable(
      ["parameter", "required", "name known", "what it is"],
      operation.parameters.map {
        [$0.name, $0.isRequired ? "yes" : "no", $0.evidence.rawValue, $0.summary]
      })
    return """
      \(operation.summary)

      USAGE: kakapo call \(operation.name) \(usage.joined(separator: " "))

      \(table.text)

      Repeating it: \(repetition(of: operation)).
      The method's name is known as: \(operation.evidence.rawValue). \
      (doc: from the vendor's document; read: read there from a garbled picture; assumed: by analogy)
      """
  }

  static func unknown(_ method: String) -> String {
    let near = Contract.builtIn.operations.first { $0.name.lowercased() == method.lowercased() }
    return "There is no method \(method)."
      + (near.map { " Did you mean \($0.name)? Letter case counts." }
        ?? " `kakapo call --list` shows those that are known; --unchecked calls any other.")
  }

  private static func repetition(of operation: OperationDescription) -> String {
    switch operation.repetition {
    case .safe: "safe, a second call changes nothing"
    case .unsafe: "NOT safe, every call buys again"
    case .refused: "a second call is expected to be refused and to change nothing (not documented)"
    }
  }
}
