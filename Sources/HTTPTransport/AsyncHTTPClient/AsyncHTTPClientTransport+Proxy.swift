#if AsyncHTTPClient
import AsyncHTTPClient
import Foundation

extension AsyncHTTPClientTransport {
  /// An HTTP proxy through which https requests go, inside a tunnel (RFC 9110, section 9.3.6).
  ///
  /// The proxy sees the server's name and port and nothing of what is said. The connection to the proxy itself is
  /// not encrypted, so its own user name and password can be read on the way to it. Requests by plain http never go
  /// through a proxy, for it would see all of them. A server that is named by an IP
  /// address cannot be reached through a proxy: its certificate could not be verified.
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
    ///   - password: The password for the proxy, which is never printed.
    public init(host: String, port: Int, userName: String? = nil, password: String = "") {
      self.host = host
      self.port = port
      self.userName = userName
      self.password = password
    }

    /// Creates a proxy from a URL as it stands in the environment variable `https_proxy`, or `nil` from a text that
    /// is nothing of the kind.
    ///
    /// - Parameter url: `http://[USER:PASSWORD@]HOST[:PORT]`; the port is 1080 if there is none, as with libcurl, and user and password
    ///   are percent-decoded. `http://` may be left out.
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
  /// The same in the client's terms.
  func clientProxy() throws(TransportError) -> HTTPClient.Configuration.Proxy {
    guard !host.isEmpty, (1...65535).contains(port) else {
      throw .invalid("\(self) is no proxy: a host and a port from 1 to 65535 are needed")
    }
    guard userName?.contains(":") != true else {
      throw .invalid("the user name for the proxy has a colon in it, which Basic authentication cannot carry")
    }
    return .server(
      host: host, port: port,
      authorization: userName.map { .basic(username: $0, password: password) })
  }
}
#endif
