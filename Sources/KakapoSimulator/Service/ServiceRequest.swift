/// One HTTP request as the service sees it.
struct ServiceRequest: Sendable {
  var method: String
  var path: String
  /// What follows the question mark, still percent-encoded; empty when there is nothing.
  var query = ""
  /// By lower-case name.
  var headers: [String: String] = [:]
  /// The body, or `nil` when it was longer than the service accepts.
  var body: [UInt8]?
  var peerAddress: String

  func header(_ name: String) -> String? { headers[name] }

  var contentType: ContentType { ContentType(header("content-type") ?? "") }
}
