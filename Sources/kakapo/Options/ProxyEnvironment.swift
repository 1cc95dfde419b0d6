import Foundation
import HTTPTransport
import KakapoProvision

/// The proxy in the environment for an address, by the rules of libcurl, which uses it.
struct ProxyEnvironment {
  /// The variable that names the proxy for such addresses, if one is set.
  let variable: String?
  /// The proxy's host and port; `nil` when the connection is direct.
  let proxy: NamedProxy.Address?

  /// Reads the environment.
  ///
  /// - Parameter address: The address to reach.
  /// - Throws: ``DoctorProblem`` for a proxy that isn't a URL.
  init(for address: ContractAddress) throws(DoctorProblem) {
    let environment = EnvironmentProxy()
    variable = environment.variable(isSecure: address.isSecure)
    let named = environment.proxy(for: address.host, isSecure: address.isSecure)
    proxy = named?.address
    if named != nil, proxy == nil {
      // The value may contain a password.
      throw DoctorProblem(
        "\(variable ?? "a variable") is set, but not to the address of a proxy",
        advice: "Set it to http://host:port, or unset it.", status: .unreachable)
    }
  }
}

/// Sets this process's rules for proxies.
enum Proxies {
  /// Makes calls to this machine's own address bypass the proxies in the environment.
  ///
  /// Foundation on Linux asks a proxy even for loopback addresses.
  static func passByLoopback() {
    let hosts = ["127.0.0.1", "localhost", "::1"]
    let known = Environment["no_proxy"] ?? Environment["NO_PROXY"]
    // `*` has its meaning only without other entries.
    guard known != "*" else { return }
    setenv("no_proxy", ((known.map { [$0] } ?? []) + hosts).joined(separator: ","), 1)
  }
}
