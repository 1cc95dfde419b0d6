import Foundation

/// A proxy as errors name it: without the user name and password that may stand in its URL.
package struct NamedProxy: Sendable, Hashable, CustomStringConvertible {
  /// Where a proxy listens.
  package struct Address: Sendable, Hashable {
    /// The host's name, or its address without brackets.
    package let host: String
    /// The port.
    package let port: Int
  }

  /// The variable of the environment that names it; `nil` for one that was configured.
  package let variable: String?
  /// Where it listens; `nil` when the variable's value cannot be read as an address.
  package let address: Address?

  /// Host and port, or the variable.
  package let description: String

  /// A proxy of the environment.
  ///
  /// - Parameters:
  ///   - text: The variable's value: `[SCHEME://][USER:PASSWORD@]HOST[:PORT]`.
  ///   - variable: The variable.
  init(url text: String, variable: String) {
    self.variable = variable
    let parts = URLComponents(string: text.contains("://") ? text : "http://" + text)
    // A password with a character that ends the host early would be taken for host and port.
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

  /// A proxy that was configured.
  init(host: String, port: Int) {
    variable = nil
    address = Address(host: host, port: port)
    description = "\(host):\(port)"
  }
}
