import HTTPTypes

/// What of a request decides how its answer and its failures are read, and may be named in an error.
struct RequestSummary: Sendable {
  let method: HTTPRequest.Method
  /// Host and port.
  let host: String
  let isSecure: Bool
  let hasBody: Bool

  init(_ request: TransportRequest) {
    method = request.head.method
    host = request.head.authority ?? ""
    isSecure = request.head.scheme?.lowercased() == "https"
    hasBody = !request.body.isEmpty
  }
}
