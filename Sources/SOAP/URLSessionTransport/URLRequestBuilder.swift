import Foundation
import HTTPTypes

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Translates a ``TransportRequest`` to Foundation's terms, or says why it cannot be sent.
struct URLRequestBuilder {
  /// A time that is never reached before our own deadline.
  ///
  /// URLSession's timeouts are cut to whole seconds on Linux and count silence only.
  static let disabledTimeout = 2_000_000_000.0

  private let request: TransportRequest

  init(_ request: TransportRequest) {
    self.request = request
  }

  func urlRequest() throws(TransportError) -> URLRequest {
    try request.checkFraming()
    let url = try request.checkedURL()
    #if canImport(FoundationNetworking)
    if let authority = request.head.authority, authority.hasPrefix("[") {
      throw .invalid("Foundation cannot reach \(authority): on Linux it needs a host name or an IPv4 address")
    }
    #endif
    var result = URLRequest(url: url, timeoutInterval: Self.disabledTimeout)
    result.httpMethod = request.head.method.rawValue
    for field in request.fieldsToSend {
      result.addValue(field.value, forHTTPHeaderField: field.name.rawName)
    }
    if !request.body.isEmpty { result.httpBody = Data(request.body) }
    return result
  }
}
