/// The names of this machine for itself.
package enum LoopbackHost {
  /// Whether a host is this machine itself, going by its name alone.
  ///
  /// - Parameter host: A host name, an IPv4 address, or an IPv6 address with or without brackets.
  /// - Returns: Whether it is.
  package static func isNamed(by host: String) -> Bool {
    let name = host.lowercased()
    if ["localhost", "::1", "[::1]"].contains(name) { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
