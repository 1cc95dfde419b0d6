import Foundation
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

extension RequestSummary {
  /// The room to make for the body of the answer: what its head tells of the length, or a body of megabytes would be
  /// copied while it grows.
  ///
  /// A length beyond 64 bits is a trap of Foundation's engine on Linux: it reads to the end of the connection
  /// instead, and a cut body would pass for a whole one.
  ///
  /// - Parameters:
  ///   - contentLength: The header Content-Length of the answer; the answer to HEAD tells the length of a body that
  ///     does not come.
  ///   - limit: The most bytes that are accepted.
  /// - Returns: The length as it is sent, at most 64 MiB, for nobody is believed beyond that; 0 when the head tells none;
  ///   `nil` when it is beyond the limit, or no number.
  func bodyCapacity(contentLength: String?, atMost limit: Int) -> Int? {
    guard method != .head, let contentLength else { return 0 }
    var capacity = 0
    // Almost always there is one number and no white space.
    for length in Int(contentLength).map({ [$0] }) ?? Self.lengths(in: contentLength) {
      guard let length, length <= limit else { return nil }
      capacity = max(capacity, length)
    }
    return min(capacity, 64 << 20)
  }

  private static func lengths(in list: String) -> [Int?] {
    list.split(separator: ",").map { Int($0.trimmingCharacters(in: .whitespaces)) }
  }
}
