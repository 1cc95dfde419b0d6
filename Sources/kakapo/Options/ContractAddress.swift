import Foundation
import HTTPTypes
import KakapoProvision

/// The address of a WSDL.
struct ContractAddress {
  let scheme: String
  /// The host, an IPv6 address without its brackets.
  let host: String
  let port: Int
  /// Host and port as written in the URL.
  let authority: String
  /// Path and query.
  let target: String

  /// Makes the address of a service's WSDL, which has the query `?WSDL`.
  ///
  /// - Parameter endpoint: The address, without a query.
  /// - Throws: `ProvisionError` of code `invalidConfiguration` for an address that the client refuses, too.
  init(endpoint: String) throws {
    try self.init(base: endpoint, query: "WSDL")
  }

  /// Makes the address from that of a WSDL or of a service.
  ///
  /// - Parameter url: The address; one without a query gets `?WSDL`.
  /// - Throws: `ProvisionError` of code `invalidConfiguration` for an address whose base the client refuses.
  init(url: String) throws {
    let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let query = parts.count == 2 ? URLComponents(string: url)?.percentEncodedQuery ?? "" : ""
    guard !url.contains("#") else {
      throw ProvisionError.invalidConfiguration(
        "the address has a fragment", advice: "Remove the # and everything after it.")
    }
    try self.init(base: String(parts.first ?? ""), query: query.isEmpty ? "WSDL" : query)
  }

  private init(base: String, query: String) throws {
    try ProvisionClient.Configuration.check(endpoint: base)
    guard let parts = URLComponents(string: base), let scheme = parts.scheme?.lowercased(),
      let host = parts.encodedHost ?? parts.host
    else { throw ProvisionError.invalidConfiguration("the address is not an absolute URL") }
    self.scheme = scheme
    self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    port = parts.port ?? (scheme == "https" ? 443 : 80)
    authority = host + (parts.port.map { ":\($0)" } ?? "")
    target = (parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath) + "?" + query
  }

  var isSecure: Bool { scheme == "https" }

  /// The whole address.
  var location: String { "\(scheme)://\(authority)\(target)" }

  /// The request, which has no credentials.
  var request: HTTPRequest {
    HTTPRequest(
      method: .get, scheme: scheme, authority: authority, path: target, headerFields: [.accept: "text/xml"])
  }
}
