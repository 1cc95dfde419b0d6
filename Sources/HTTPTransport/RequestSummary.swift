import Foundation
package import HTTPTypes

/// The parts of a request that affect its answer and its failures, and that may be named in an error.
package struct RequestSummary: Sendable {
  package let method: HTTPRequest.Method
  /// Host and port.
  package let server: String
  /// Host and port, and the proxy, as named in errors.
  package let host: String
  /// The proxy for the request; `nil` for a direct connection.
  package let proxy: NamedProxy?
  package let isSecure: Bool
  package let hasBody: Bool

  /// Scheme, host and port: requests with the same origin share connections.
  package var origin: String { (isSecure ? "https://" : "http://") + server }

  package init(_ request: TransportRequest, proxy: NamedProxy?) {
    method = request.head.method
    server = request.head.authority ?? ""
    host = server + (proxy.map { " through the proxy \($0)" } ?? "")
    self.proxy = proxy
    isSecure = request.head.scheme?.lowercased() == "https"
    hasBody = !request.body.isEmpty
  }
}

extension RequestSummary {
  /// The capacity to reserve for the body of the answer, from the length in its head.
  ///
  /// Otherwise a body of megabytes would be copied as it grows. Foundation on Linux mishandles a length beyond 64 bits:
  /// it reads to the end of the connection, and a truncated body would look complete.
  ///
  /// - Parameters:
  ///   - contentLength: The answer's Content-Length; in an answer to HEAD it is the length of a body that isn't sent.
  ///   - limit: The maximum number of bytes to accept.
  /// - Returns: The length, but at most 64 MiB, since longer ones aren't trusted; 0 if the head states none; `nil` if
  ///   it is beyond the limit or isn't a number.
  package func bodyCapacity(contentLength: String?, atMost limit: Int) -> Int? {
    guard method != .head, let contentLength else { return 0 }
    var capacity = 0
    // It is almost always one number without white space.
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
