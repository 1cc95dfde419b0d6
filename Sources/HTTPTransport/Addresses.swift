package import Foundation
package import HTTPTypes

extension TransportRequest {
  /// The request's URL, if a transport can request it as it is.
  ///
  /// - Returns: The URL; its host is exactly the authority's host.
  /// - Throws: ``TransportError`` with ``TransportError/Code/invalidRequest``.
  package func checkedURL() throws(TransportError) -> URL {
    guard let scheme = head.scheme?.lowercased(), scheme == "https" || scheme == "http" else {
      throw .invalid("only https and http URLs can be requested")
    }
    guard let authority = head.authority, !authority.isEmpty else {
      throw .invalid("the request has no host")
    }
    guard !authority.contains("@") else {
      throw .invalid("the request's URL has a user name in it; credentials do not belong there")
    }
    guard let path = head.path, path.hasPrefix("/"), !path.contains("#"),
      let url = URL(string: "\(scheme)://\(authority)\(path)", encodingInvalidCharacters: false),
      // A character that ends the host early would send the request to another host.
      let host = url.host(percentEncoded: true), !host.isEmpty,
      authority == host || authority.hasPrefix("\(host):") || authority.hasPrefix("["),
      (0...65535).contains(url.port ?? 0)
    else {
      throw .invalid("the request's host and path do not make a URL")
    }
    return url
  }

  /// Refuses header fields that contradict the body, and a body for a method that has none.
  package func checkFraming() throws(TransportError) {
    if let length = head.headerFields[.contentLength], length != String(body.count) {
      throw .invalid("the header Content-Length does not match the body's \(body.count) bytes")
    }
    guard head.headerFields[.transferEncoding] == nil else {
      throw .invalid("the header Transfer-Encoding can only be set by the transport")
    }
    guard body.isEmpty || head.method != .get && head.method != .head else {
      throw .invalid("a \(head.method) request cannot have a body here")
    }
  }

  /// The header fields except Content-Length, which a transport sets.
  package var fieldsToSend: [HTTPField] {
    head.headerFields.filter { $0.name != .contentLength }
  }
}

extension TransportError {
  /// A request that can't be sent as it is.
  package static func invalid(_ reason: String) -> TransportError {
    TransportError(.invalidRequest, requestMayHaveBeenSent: false, reason: reason)
  }
}

/// The names of this machine for itself.
package enum LoopbackHost {
  /// Whether a host is this machine itself, judging only by its name.
  ///
  /// - Parameter host: A host name, an IPv4 address, or an IPv6 address with or without brackets.
  /// - Returns: Whether it is this machine.
  package static func isNamed(by host: String) -> Bool {
    let name = host.lowercased()
    if ["localhost", "::1", "[::1]"].contains(name) { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
