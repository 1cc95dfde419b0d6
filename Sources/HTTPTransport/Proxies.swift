import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A proxy as named in errors: without the user name and password of its URL.
package struct NamedProxy: Sendable, Hashable, CustomStringConvertible {
  /// The address at which a proxy listens.
  package struct Address: Sendable, Hashable {
    /// The host's name, or its address without brackets.
    package let host: String
    /// The port.
    package let port: Int
  }

  /// The environment variable that names the proxy; `nil` for a configured proxy.
  package let variable: String?
  /// The proxy's address; `nil` if the variable's value can't be read as an address.
  package let address: Address?

  /// Host and port, or the variable.
  package let description: String

  /// A proxy from the environment.
  ///
  /// - Parameters:
  ///   - text: The variable's value: `[SCHEME://][USER:PASSWORD@]HOST[:PORT]`.
  ///   - variable: The variable.
  package init(url text: String, variable: String) {
    self.variable = variable
    let parts = URLComponents(string: text.contains("://") ? text : "http://" + text)
    // A password with a character that ends the host early would be read as host and port.
    if let parts, let host = parts.host, !host.isEmpty, !host.contains("@"), ["", "/"].contains(parts.path),
      parts.query == nil, parts.fragment == nil
    {
      address = Address(
        host: host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")),
        port: parts.port ?? (parts.scheme?.lowercased() == "https" ? 443 : 1080))
    } else {
      address = nil
    }
    description = address.map { "\($0.host):\($0.port)" } ?? "that \(variable) names"
  }

  /// A configured proxy.
  package init(host: String, port: Int) {
    variable = nil
    address = Address(host: host, port: port)
    description = "\(host):\(port)"
  }
}

/// The environment's proxy settings, by libcurl's rules; libcurl uses them.
package struct EnvironmentProxy: Sendable {
  private let value: @Sendable (String) -> String?

  /// Makes a view of an environment.
  ///
  /// - Parameter value: Returns the value of a variable, `nil` if it isn't set; by default from this process. An empty
  ///   value counts as not set.
  package init(
    value: @escaping @Sendable (String) -> String? = { name in getenv(name).map { String(cString: $0) } }
  ) {
    self.value = { name in value(name).flatMap { $0.isEmpty ? nil : $0 } }
  }

  /// The variable that names a proxy for the addresses of a scheme, if one is set.
  ///
  /// - Parameter isSecure: Whether the scheme is https.
  /// - Returns: The variable's name.
  package func variable(isSecure: Bool) -> String? {
    // HTTP_PROXY isn't used: a web server sets it from a request header.
    let names = (isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]) + ["all_proxy", "ALL_PROXY"]
    return names.first { value($0) != nil }
  }

  /// The proxy for a host.
  ///
  /// - Parameters:
  ///   - host: The host.
  ///   - isSecure: Whether the scheme is https.
  /// - Returns: The proxy; `nil` for a direct connection.
  package func proxy(for host: String, isSecure: Bool) -> NamedProxy? {
    guard let variable = variable(isSecure: isSecure), let text = value(variable), !isPassedBy(host) else {
      return nil
    }
    return NamedProxy(url: text, variable: variable)
  }

  /// Whether a host is reached directly because `no_proxy` names it, or the network that its address is in.
  ///
  /// - Parameter host: The host.
  /// - Returns: Whether it is.
  package func isPassedBy(_ host: String) -> Bool {
    let list = value("no_proxy") ?? value("NO_PROXY") ?? ""
    // A name may end with the dot of the root.
    let name = host.hasSuffix(".") ? host.dropLast().lowercased() : host.lowercased()
    let address = AddressBytes(name.trimmingCharacters(in: CharacterSet(charactersIn: "[]")))
    return list == "*"
      || list.lowercased().split { $0 == "," || $0.isWhitespace }.contains { entry in
        if let address, address.isIn(network: entry) { return true }
        let rooted = entry.hasPrefix(".") ? entry.dropFirst() : entry
        let domain = rooted.hasSuffix(".") ? rooted.dropLast() : rooted
        return !domain.isEmpty && (name == domain || name.hasSuffix("." + domain))
      }
  }
}

/// An IP address in its bytes.
private struct AddressBytes {
  private let bytes: [UInt8]

  /// - Parameter text: The address, without brackets; the result is `nil` for anything else.
  init?(_ text: some StringProtocol) {
    var (v4, v6) = (in_addr(), in6_addr())
    if inet_pton(AF_INET, String(text), &v4) == 1 {
      bytes = withUnsafeBytes(of: v4) { Array($0) }
    } else if inet_pton(AF_INET6, String(text), &v6) == 1 {
      bytes = withUnsafeBytes(of: v6) { Array($0) }
    } else {
      return nil
    }
  }

  /// Whether it is in a network such as `10.0.0.0/8`, or is an address that is written in another way.
  func isIn(network text: some StringProtocol) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2,
      let network = AddressBytes(parts[0].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))),
      network.bytes.count == bytes.count
    else { return false }
    guard parts.count == 2 else { return network.bytes == bytes }
    guard let length = Int(parts[1]), (0...bytes.count * 8).contains(length) else { return false }
    return zip(bytes, network.bytes).enumerated().allSatisfy { position, pair in
      let bits = min(8, max(0, length - position * 8))
      return (pair.0 ^ pair.1) >> (8 - bits) == 0
    }
  }
}
