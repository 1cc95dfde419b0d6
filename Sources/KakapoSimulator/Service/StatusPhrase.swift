/// The reason phrases of HTTP (RFC 9110) that the simulator answers with.
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
