/// The parameters of one call by name, as the service read them: what it did not recognise is absent.
struct Arguments: Sendable {
  var strings: [String: String] = [:]
  var integers: [String: Int32] = [:]

  /// The value of a mandatory parameter.
  func string(_ name: String) throws(Refusal) -> String {
    guard let value = strings[name], !value.isEmpty else { throw Refusal("\(name) is mandatory") }
    return value
  }

  /// The value of a mandatory parameter that identifies something.
  func identifier(_ name: String) throws(Refusal) -> Identifier { Identifier(try string(name)) }

  /// The value of a parameter that identifies something and may be left out.
  func optionalIdentifier(_ name: String) -> Identifier? { optionalString(name).map(Identifier.init) }

  /// Refuses a call without one of these mandatory parameters before anything else is looked at.
  func requireStrings(_ names: String...) throws(Refusal) {
    for name in names { _ = try string(name) }
  }

  /// The value of a parameter that may be left out; an empty one counts as left out.
  func optionalString(_ name: String) -> String? {
    strings[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The value of a number of things, at least one; a number that was not sent is zero, as in .NET.
  func quantity(_ name: String) throws(Refusal) -> Int {
    let value = Int(integers[name, default: 0])
    guard value > 0 else { throw Refusal("\(name) must be at least 1, not \(value)") }
    return value
  }
}
