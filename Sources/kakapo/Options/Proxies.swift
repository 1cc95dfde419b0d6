import Foundation

/// What this process tells the network about proxies.
enum Proxies {
  /// Has calls to this machine's own address pass by the proxies that the environment names.
  ///
  /// Foundation on Linux asks a proxy even for loopback addresses.
  static func passByLoopback() {
    let hosts = ["127.0.0.1", "localhost", "::1"]
    let known = Environment["no_proxy"] ?? Environment["NO_PROXY"]
    // It counts only when it stands alone.
    guard known != "*" else { return }
    setenv("no_proxy", ((known.map { [$0] } ?? []) + hosts).joined(separator: ","), 1)
  }
}
