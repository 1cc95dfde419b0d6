#if AsyncHTTPClient
import AsyncHTTPClient
import HTTPTypes
import NIOHTTP1

/// A request without header fields and body, for an address that has been checked.
///
/// To take an address apart costs more than all else that is done for a request before it is sent, and a transport
/// mostly sees one.
struct RequestTemplate: Sendable {
  private let address: HTTPRequest
  /// The request in the client's terms.
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
#endif
