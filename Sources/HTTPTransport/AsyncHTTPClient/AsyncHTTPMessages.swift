#if AsyncHTTPClient
import AsyncHTTPClient
import HTTPTypes
import NIOHTTP1

/// A request without header fields and body, for an address that has been checked.
///
/// Parsing an address costs more than everything else before sending, and a transport usually sees one address.
struct RequestTemplate: Sendable {
  private let address: HTTPRequest
  /// The request for the underlying client.
  let request: HTTPClient.Request

  /// Checks a request's address.
  ///
  /// - Parameter original: The request.
  /// - Throws: ``TransportError`` with ``TransportError/Code/invalidRequest``.
  init(for original: TransportRequest) throws(TransportError) {
    let head = original.head
    let url = try original.checkedURL()
    address = HTTPRequest(
      method: head.method, scheme: head.scheme, authority: head.authority, path: head.path)
    do {
      request = try HTTPClient.Request(url: url, method: HTTPMethod(rawValue: head.method.rawValue))
    } catch {
      throw .invalid("the request's host and path do not make a URL")
    }
  }

  /// Whether a request goes to the same address by the same method.
  func fits(_ head: HTTPRequest) -> Bool {
    head.path == address.path && head.authority == address.authority && head.scheme == address.scheme
      && head.method == address.method
  }
}

extension HTTPResponse {
  /// Converts the client's answer, which has a valid status.
  init(_ head: HTTPResponseHead) {
    var fields = HTTPFields()
    for (name, value) in head.headers {
      guard let name = HTTPField.Name(name) else { continue }
      fields.append(HTTPField(name: name, value: value))
    }
    self.init(
      status: Status(code: Int(head.status.code), reasonPhrase: head.status.reasonPhrase),
      headerFields: fields)
  }
}

extension HTTPResponseHead {
  /// Why the answer can't be read, or `nil` if it can.
  var oddity: String? {
    guard (200...999).contains(status.code) else { return "its status is \(status.code)" }
    guard headers.contains(name: "content-encoding") else { return nil }
    // The client passes on unknown codings unchanged.
    let coding = headers["content-encoding"].joined(separator: ", ").lowercased()
    return ["", "identity", "gzip", "deflate"].contains(coding) ? nil : "its content encoding is unknown"
  }
}
#endif
