import HTTPTransport

/// One HTTP request as the service sees it.
struct ServiceRequest: Sendable {
  var method: String
  var path: String
  /// What follows the question mark, still percent-encoded; empty when there is nothing.
  var query = ""
  /// By lower-case name.
  var headers: [String: String] = [:]
  /// The body, or `nil` when it was longer than the service accepts.
  var body: [UInt8]?
  var peerAddress: String

  func header(_ name: String) -> String? { headers[name] }

  /// Whether a web page of another site may have sent it, through a browser on this machine.
  ///
  /// - Parameter address: The address that the portal listens at.
  /// - Returns: Whether it may.
  func isForeign(at address: String) -> Bool {
    func isOwn(_ authority: Substring) -> Bool {
      let host =
        authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
      // At another address than this machine's own, names are up to those who gave it one.
      return LoopbackHost.isNamed(by: String(host)) || !LoopbackHost.isNamed(by: address)
    }
    if let host = header("host"), !isOwn(host[...]) { return true }
    guard let origin = header("origin") else { return false }
    guard let start = origin.firstRange(of: "://")?.upperBound else { return true }
    return !isOwn(origin[start...])
  }

  var contentType: ContentType { ContentType(header("content-type") ?? "") }
}
