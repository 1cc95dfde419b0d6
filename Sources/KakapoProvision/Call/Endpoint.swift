import Foundation
import HTTPTransport
import HTTPTypes

/// The service's address, in the parts that an HTTP request needs.
struct Endpoint: Sendable, Hashable {
  let scheme: String
  let authority: String
  let path: String

  /// Splits an endpoint into its parts and refuses one that would send the password in the clear.
  ///
  /// - Parameter text: An absolute URL.
  /// - Throws: ``ProvisionError`` of code `invalidConfiguration`.
  init(_ text: String) throws(ProvisionError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      let host = parts.host, !host.isEmpty
    else {
      // The text before an @ may be a password.
      throw .invalidConfiguration(
        "the endpoint \(text.contains("@") ? "" : quoted(text) + " ")isn't an absolute URL",
        advice: "Give it as https://host/path, for example \(Contract.builtIn.endpoint).")
    }
    guard parts.user == nil, parts.password == nil else {
      throw .invalidConfiguration(
        "the endpoint carries a user name or a password",
        advice: "Remove them: the service reads its login from the request.")
    }
    guard parts.query == nil, parts.fragment == nil else {
      throw .invalidConfiguration(
        "the endpoint \(quoted(text)) carries a query or a fragment",
        advice: "Give the address of the service itself, without ?WSDL.")
    }
    guard scheme == "https" || (scheme == "http" && LoopbackHost.isNamed(by: host)) else {
      throw .invalidConfiguration(
        "the endpoint \(quoted(text)) is not https",
        advice: "Every request contains the password, so http is allowed only for this machine's own address."
      )
    }
    if let port = parts.port, !(1...65_535).contains(port) {
      throw .invalidConfiguration("the endpoint \(quoted(text)) names an impossible port")
    }
    self.scheme = scheme
    // RFC 3986, section 6.2: letter case of the host and a default port don't count.
    let port = parts.port.flatMap { $0 == (scheme == "https" ? 443 : 80) ? nil : ":\($0)" } ?? ""
    authority = (parts.encodedHost ?? host).lowercased() + port
    path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
  }

  /// The canonical spelling of the address, for comparing servers and accounts.
  ///
  /// It goes further than the equivalence in RFC 3986, section 6.2. ASP.NET ignores letter case in paths. Servers merge
  /// slashes and drop the last one. A dot behind a host is the DNS root. This machine has several names for itself.
  var canonical: String {
    // The colons of an IPv6 address are in brackets.
    let encoded =
      authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    let port = authority.dropFirst(encoded.count)
    var host = (encoded.removingPercentEncoding ?? String(encoded)).lowercased()
    while host.hasSuffix(".") { host.removeLast() }
    if LoopbackHost.isNamed(by: host) { host = "127.0.0.1" }
    var segments: [String] = []
    for segment in path.split(separator: "/") {
      switch (segment.removingPercentEncoding ?? String(segment)).lowercased() {
      case ".", "": break
      case "..": _ = segments.popLast()
      case let name: segments.append(name)
      }
    }
    return "\(scheme)://\(host)\(port)/\(segments.joined(separator: "/"))"
  }

  /// A request for the endpoint itself, or for another path and query of its server.
  func request(
    _ method: HTTPRequest.Method, target: String? = nil, headerFields: HTTPFields
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, scheme: scheme, authority: authority, path: target ?? path, headerFields: headerFields)
  }
}
