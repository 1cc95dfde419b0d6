/// What the contract says of one parameter of a web method.
public struct ParameterDescription: Sendable, Hashable {
  /// What a parameter's values have to look like before they are sent.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// An identifier: no leading or trailing white space.
    case identifier
    /// A BroadWorks login ID including its domain: `name@domain`.
    case userId
    /// A name for people to read: any text.
    case displayName
    /// A secret: any text, never printed.
    case secret
    /// The first half of a licence pair.
    case applicationName
    /// The second half of a licence pair.
    case licenseType
    /// A whole number, at least one.
    case quantity
  }

  /// The element's name, as on the wire.
  public let name: String
  /// What its values have to look like.
  public let kind: Kind
  /// Whether the parameter must be given.
  public let isRequired: Bool
  /// How the name is known.
  public let evidence: Evidence
  /// What the parameter is.
  public let summary: String

  package init(
    _ name: String, _ kind: Kind, isRequired: Bool = true, _ evidence: Evidence, _ summary: String
  ) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.evidence = evidence
    self.summary = summary
  }

  /// The parameter's XML Schema type: `int` for a quantity, `string` for everything else.
  public var schemaType: String { kind == .quantity ? "int" : "string" }
}
