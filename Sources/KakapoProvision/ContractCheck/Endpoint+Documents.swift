import Foundation

/// The documents that a description at an endpoint imports.
extension Endpoint {
  /// The path and query to ask this server for; `nil` for a document that is elsewhere.
  ///
  /// Behind TLS offload or a gateway a service states addresses as it sees itself. So scheme and port do not count, and an
  /// address of another host counts as this server's own if its folder is that of the endpoint.
  ///
  /// - Parameter location: An absolute URL.
  /// - Returns: The path and query.
  func target(of location: String) -> String? {
    guard let parts = URLComponents(string: location), let other = parts.scheme?.lowercased(),
      ["http", "https"].contains(other), parts.user == nil, parts.password == nil,
      let host = (parts.encodedHost ?? parts.host)?.lowercased(), !host.isEmpty
    else { return nil }
    let target = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
    let isOwn = authority == host || authority.hasPrefix("\(host):")
    guard isOwn || Endpoint.folder(of: target) == Endpoint.folder(of: path) else { return nil }
    return target + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
  }

  /// The whole address of a path and query.
  func address(of target: String) -> String { "\(scheme)://\(authority)\(target)" }

  /// A path up to its last slash; ASP.NET does not tell paths apart by letter case.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { path[...$0].lowercased() } ?? "/"
  }
}
