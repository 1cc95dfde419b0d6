import Foundation
import HTTPTypes

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Converts a ``TransportRequest`` to Foundation's types, or throws why it can't be sent.
struct URLRequestBuilder {
  /// A timeout that never passes before the transport's own deadline.
  ///
  /// On Linux, URLSession truncates its timeouts to whole seconds and counts only silence.
  static let disabledTimeout = 2_000_000_000.0

  private let request: TransportRequest
  private let proxies: EnvironmentProxy

  init(_ request: TransportRequest, proxies: EnvironmentProxy = EnvironmentProxy()) {
    self.request = request
    self.proxies = proxies
  }

  func urlRequest() throws(TransportError) -> URLRequest {
    try request.checkFraming()
    let url = try request.checkedURL()
    #if canImport(FoundationNetworking)
    if let authority = request.head.authority, authority.hasPrefix("[") {
      throw .invalid("Foundation cannot reach \(authority): on Linux it needs a host name or an IPv4 address")
    }
    try checkProxy(for: url)
    #endif
    var result = URLRequest(url: url, timeoutInterval: Self.disabledTimeout)
    result.httpMethod = request.head.method.rawValue
    for field in request.fieldsToSend {
      result.addValue(field.value, forHTTPHeaderField: field.name.rawName)
    }
    if !request.body.isEmpty { result.httpBody = Data(request.body) }
    return result
  }

  /// The proxy from the environment for a request.
  func proxy(of request: URLRequest) -> NamedProxy? { request.url.flatMap { proxy(for: $0) } }

  private func proxy(for url: URL) -> NamedProxy? {
    #if canImport(FoundationNetworking)
    guard let host = url.host(percentEncoded: true) else { return nil }
    return proxies.proxy(for: host, isSecure: url.scheme?.lowercased() == "https")
    #else
    return nil
    #endif
  }

  /// Refuses a request that libcurl would send off this machine in the clear: it uses a proxy for loopback addresses,
  /// too.
  private func checkProxy(for url: URL) throws(TransportError) {
    guard url.scheme?.lowercased() == "http", let host = url.host(percentEncoded: true),
      LoopbackHost.isNamed(by: host), let variable = proxy(for: url)?.variable
    else { return }
    throw .invalid(
      "\(variable) sends requests for \(host), which is this machine itself, through a proxy; "
        + "add \(host) to no_proxy"
    )
  }
}

extension HTTPResponse {
  /// Converts Foundation's answer; `nil` if it isn't an HTTP answer.
  ///
  /// Foundation joins fields with the same name and doesn't keep the order of fields.
  init?(_ response: URLResponse) {
    guard let response = response as? HTTPURLResponse, (100...999).contains(response.statusCode) else {
      return nil
    }
    var fields = HTTPFields()
    for (name, value) in response.allHeaderFields {
      guard let name = name as? String, let name = HTTPField.Name(name), let value = value as? String else {
        continue
      }
      fields.append(HTTPField(name: name, value: value))
    }
    self.init(status: Status(code: response.statusCode), headerFields: fields)
  }
}

extension RequestSummary {
  /// Whether the request must not use a reused connection.
  ///
  /// If a reused connection turns out to be dead, the engine on Linux asks before it sends a body again, but repeats a
  /// request without a body unasked. On a new connection it repeats nothing.
  var needsConnectionOfItsOwn: Bool { !hasBody }

  /// Whether the first head is a proxy's answer about the tunnel (RFC 9110, section 9.3.6).
  ///
  /// For requests with their own connection this is known. For others it doesn't matter: they have a body, none of
  /// which is sent before the tunnel exists.
  var isFirstHeadOfProxy: Bool { needsConnectionOfItsOwn && isSecure && proxy != nil }
}
