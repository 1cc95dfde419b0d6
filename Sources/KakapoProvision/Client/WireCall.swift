import SOAP

/// One call on its way out: checked, but not yet written.
struct WireCall: Sendable {
  /// The method's name as on the wire.
  var method: String
  /// The parameters after the login, in wire order.
  var parameters: [RequestElement]
  /// The values among them that no error may show.
  var secrets: [Secret]
}
