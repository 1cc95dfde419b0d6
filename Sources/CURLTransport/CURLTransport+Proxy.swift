import Foundation

extension CURLTransport {
  /// How requests reach a server.
  public enum ProxyChoice: Sendable, Hashable {
    /// Through the proxies of the environment when the transport is created, by libcurl's rules.
    ///
    /// The variables are `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`. Plain http requests to this machine
    /// itself never go through them.
    case environment
    /// Without a proxy.
    case none
    /// Through a proxy for https requests.
    case proxy(Proxy)
  }

  /// An HTTP proxy for https requests, which go through a tunnel (RFC 9110, section 9.3.6).
  ///
  /// The proxy sees the server's name and port, but none of the content. The connection to the proxy itself isn't
  /// encrypted, so the proxy's user name and password can be read on that connection. Plain http requests never go
  /// through it, because it would see their content.
  public struct Proxy: Sendable, Hashable {
    /// The proxy's host name or address.
    public var host: String

    /// The proxy's port.
    public var port: Int

    /// The user name for the proxy; `nil` for none.
    public var userName: String?

    let password: String

    /// Creates a proxy.
    ///
    /// - Parameters:
    ///   - host: The host name or address.
    ///   - port: The port.
    ///   - userName: The user name for the proxy (Basic, RFC 7617); `nil` for none.
    ///   - password: The password for the proxy; it is never printed.
    public init(host: String, port: Int, userName: String? = nil, password: String = "") {
      self.host = host
      self.port = port
      self.userName = userName
      self.password = password
    }

    /// Creates a proxy from a URL as in the environment variable `https_proxy`, or `nil` if the text isn't such a URL.
    ///
    /// - Parameter url: `http://[USER:PASSWORD@]HOST[:PORT]`. The default port is 1080, as in libcurl. User and
    ///   password are percent-decoded. `http://` may be omitted.
    public init?(url: String) {
      let components = URLComponents(string: url.contains("://") ? url : "http://\(url)")
      guard let components, components.scheme?.lowercased() == "http", let host = components.host,
        !host.isEmpty,
        ["", "/"].contains(components.path), components.query == nil, components.fragment == nil
      else { return nil }
      self.init(
        host: host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")), port: components.port ?? 1080,
        userName: components.user,
        password: components.password ?? "")
    }
  }
}

extension CURLTransport.Proxy: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Host and port.
  public var description: String { "\(host):\(port)" }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
