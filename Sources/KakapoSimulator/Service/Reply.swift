/// An HTTP answer of the service.
struct Reply: Sendable {
  /// The end of the answer on the wire.
  enum Ending: Sendable, Hashable {
    /// The whole answer is sent.
    case complete
    /// The connection closes after half of the body.
    case cutOff
    /// The connection closes without a byte.
    case dropped
  }

  var status: Int
  var contentType: String?
  var body: [UInt8] = []
  var headers: [String: String] = [:]
  var ending = Ending.complete

  static func html(_ status: Int, _ page: String) -> Reply {
    Reply(status: status, contentType: "text/html; charset=utf-8", body: Array(page.utf8))
  }

  static func plainText(_ status: Int, _ text: String) -> Reply {
    Reply(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
  }

  static func empty(_ status: Int) -> Reply { Reply(status: status) }
}

/// The reason phrases of HTTP (RFC 9110) in the simulator's answers.
enum StatusPhrase {
  static func of(_ status: Int) -> String { phrases[status] ?? "Status \(status)" }

  private static let phrases = [
    200: "OK", 202: "Accepted", 301: "Moved Permanently", 302: "Found", 307: "Temporary Redirect",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 413: "Content Too Large", 415: "Unsupported Media Type",
    429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Gateway Timeout",
  ]
}
