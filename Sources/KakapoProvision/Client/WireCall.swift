import SOAP

/// One call on its way out: checked, but not yet written.
struct WireCall: Sendable {
  /// The method's name as on the wire.
  var method: String
  /// The parameters after the login, in wire order.
  var parameters: [RequestElement]
  /// The values among them that no error may show.
  var secrets: [Secret]
  /// The names of a generated operation; `nil` for those of this package's contract and configuration.
  var typed: TypedWire?
  /// The attributes of the element around the parameters.
  var attributes: [RequestElement.Attribute] = []
}

extension WireCall {
  /// Whether the credentials go out with the call.
  var carriesLogin: Bool { typed.map { $0.login != nil } ?? true }
}
