import HTTPTypes

/// What of a request decides how its answer and its failures are read, and may be named in an error.
struct RequestSummary: Sendable {
  let method: HTTPRequest.Method
  /// Host and port.
  let server: String
  /// Host and port, and the proxy on the way there, as errors name them.
  let host: String
  /// The proxy on the way there; `nil` for a direct connection.
  let proxy: NamedProxy?
  let isSecure: Bool
  let hasBody: Bool

  /// Scheme, host and port: what has connections in common.
  var origin: String { (isSecure ? "https://" : "http://") + server }

  init(_ request: TransportRequest, proxy: NamedProxy?) {
    method = request.head.method
    server = request.head.authority ?? ""
    host = server + (proxy.map { " through the proxy \($0)" } ?? "")
    self.proxy = proxy
    isSecure = request.head.scheme?.lowercased() == "https"
    hasBody = !request.body.isEmpty
  }
}
