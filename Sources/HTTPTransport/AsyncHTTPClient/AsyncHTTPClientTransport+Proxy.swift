#if AsyncHTTPClient
import AsyncHTTPClient
import Foundation

extension AsyncHTTPClientTransport {
  /// An HTTP proxy for https requests, which go through a tunnel (RFC 9110, section 9.3.6).
  ///
  /// The proxy sees the server's name and port, but none of the content. The connection to the proxy itself isn't
  /// encrypted, so the proxy's user name and password can be read on that connection. Plain http requests never go
  /// through a proxy, because it would see their content. A server named by an IP address can't be reached through a
  /// proxy: its certificate couldn't be verified.
  public struct Proxy: Sendable, Hashable {
    /// The proxy's host name or address.
    public var host: String

    /// The proxy's port.
    public var port: Int

    /// The user name for the proxy; `nil` for none.
    public var userName: String?

    fileprivate let password: String

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

extension AsyncHTTPClientTransport.Proxy: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// Host and port.
  public var description: String { "\(host):\(port)" }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension AsyncHTTPClientTransport.Proxy {
  /// The proxy in the underlying client's configuration.
  func clientProxy() throws(TransportError) -> HTTPClient.Configuration.Proxy {
    guard !host.isEmpty, (1...65535).contains(port) else {
      throw .invalid("\(self) is not a proxy: it needs a host and a port from 1 to 65535")
    }
    guard userName?.contains(":") != true else {
      throw .invalid(
        "the user name for the proxy has a colon in it, which Basic authentication does not allow")
    }
    return .server(
      host: host, port: port,
      authorization: userName.map { .basic(username: $0, password: password) })
  }
}
#endif
