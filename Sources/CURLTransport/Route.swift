import Foundation
import HTTPTransport
import HTTPTypes

/// Where the requests for one address go.
///
/// Checking an address costs more than everything else before sending, and a transport usually sees one address.
struct Route: Sendable {
  private let scheme: String?
  private let authority: String?
  private let path: String?
  /// The whole address.
  let url: String
  /// Scheme, host and port: requests with the same origin share connections.
  let origin: String
  let proxy: RouteProxy?

  /// Checks a request's address.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - proxies: The proxies to use.
  /// - Throws: ``TransportError`` if the address, or the proxy for it, can't be used.
  init(for request: TransportRequest, proxies: ProxyRules) throws(TransportError) {
    let checked = try request.checkedURL()
    scheme = request.head.scheme
    authority = request.head.authority
    path = request.head.path
    url = checked.absoluteString
    origin = RequestSummary(request, proxy: nil).origin.lowercased()
    proxy = try proxies.proxy(
      for: checked.host(percentEncoded: true) ?? "", isSecure: checked.scheme?.lowercased() == "https")
  }

  /// Whether a request goes to the same address.
  func fits(_ head: HTTPRequest) -> Bool {
    head.path == path && head.authority == authority && head.scheme == scheme
  }
}

/// The proxy on a route, as libcurl wants it and as errors name it.
struct RouteProxy: Sendable {
  /// The URL, which may contain a password.
  let url: String
  let userName: String?
  let password: String?
  let name: NamedProxy
}

/// Chooses the proxy for an address.
struct ProxyRules: Sendable {
  private let environment: EnvironmentProxy?
  private let variables: [String: String]
  /// For https only.
  private let configured: RouteProxy?

  /// - Throws: ``TransportError`` for a proxy that can't be one.
  init(_ choice: CURLTransport.ProxyChoice) throws(TransportError) {
    guard case .proxy(let proxy) = choice else {
      let variables = choice == .environment ? ProcessInfo.processInfo.environment : [:]
      self.variables = variables
      environment = EnvironmentProxy { variables[$0] }
      configured = nil
      return
    }
    guard !proxy.host.isEmpty, (1...65535).contains(proxy.port) else {
      throw .invalid("\(proxy) is not a proxy: it needs a host and a port from 1 to 65535")
    }
    guard proxy.userName?.contains(":") != true else {
      throw .invalid(
        "the user name for the proxy has a colon in it, which Basic authentication does not allow")
    }
    let host = proxy.host.contains(":") ? "[\(proxy.host)]" : proxy.host
    environment = nil
    variables = [:]
    configured = RouteProxy(
      url: "http://\(host):\(proxy.port)", userName: proxy.userName, password: proxy.password,
      name: NamedProxy(host: proxy.host, port: proxy.port))
  }

  /// The proxy for a host.
  ///
  /// - Parameters:
  ///   - host: The host.
  ///   - isSecure: Whether the scheme is https.
  /// - Returns: The proxy; `nil` for a direct connection.
  /// - Throws: ``TransportError`` if the environment names something else than a proxy.
  func proxy(for host: String, isSecure: Bool) throws(TransportError) -> RouteProxy? {
    guard let environment else { return isSecure ? configured : nil }
    // A proxy would see what is sent in the clear because it does not leave this machine.
    guard isSecure || !LoopbackHost.isNamed(by: host) else { return nil }
    guard let name = environment.proxy(for: host, isSecure: isSecure) else { return nil }
    guard name.address != nil, let url = name.variable.flatMap({ variables[$0] }) else {
      throw TransportError(
        .cannotConnect, requestMayHaveBeenSent: false,
        reason: "the proxy \(name) cannot be used: the value is not the address of a proxy")
    }
    return RouteProxy(url: url, userName: nil, password: nil, name: name)
  }
}
