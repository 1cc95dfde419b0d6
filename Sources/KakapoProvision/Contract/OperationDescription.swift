/// What the contract says of one web method.
public struct OperationDescription: Sendable, Hashable {
  /// What is known of calling a method twice with the same parameters.
  public enum Repetition: String, Sendable, Hashable, CaseIterable {
    /// A second call changes nothing: the vendor's document says so, or the method only reads.
    case safe
    /// A second call acts a second time: it buys again.
    case unsafe
    /// A second call is expected to be refused and to change nothing; the document is silent.
    case refused
  }

  /// The method's name, as on the wire.
  public let name: String
  /// How the name is known.
  public let evidence: Evidence
  /// What the method does.
  public let summary: String
  /// What is known of calling it twice.
  public let repetition: Repetition
  /// The parameters after the login, in wire order.
  public let parameters: [ParameterDescription]

  package init(
    _ name: String, _ evidence: Evidence, _ repetition: Repetition, _ summary: String,
    parameters: [ParameterDescription]
  ) {
    self.name = name
    self.evidence = evidence
    self.repetition = repetition
    self.summary = summary
    self.parameters = parameters
  }
}

extension OperationDescription {
  /// Whether the method changes nothing: the contract's methods that read have names that begin with `Get`.
  package var onlyReads: Bool { name.hasPrefix("Get") }

  /// The secret ones among the values of a call.
  func secrets(in values: [String?]) -> [Secret] {
    zip(parameters, values).compactMap { parameter, value in
      parameter.kind == .secret ? value.map { Secret($0) } : nil
    }
  }
}
