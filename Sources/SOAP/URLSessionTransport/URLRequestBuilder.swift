import Foundation
import HTTPTypes

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Translates a ``TransportRequest`` to Foundation's terms, or says why it cannot be sent.
struct URLRequestBuilder {
  /// A time that is never reached before our own deadline.
  ///
  /// URLSession's timeouts are cut to whole seconds on Linux and count silence only.
  static let disabledTimeout = 2_000_000_000.0

  private let request: TransportRequest

  init(_ request: TransportRequest) {
    self.request = request
  }

  func urlRequest() throws(TransportError) -> URLRequest {
    var result = URLRequest(url: try url(), timeoutInterval: Self.disabledTimeout)
    result.httpMethod = request.head.method.rawValue
    for field in request.head.headerFields {
      switch field.name {
      case .contentLength:
        guard field.value == String(request.body.count) else {
          throw invalid("the header Content-Length does not fit the body's \(request.body.count) bytes")
        }
      case .transferEncoding:
        throw invalid("the header Transfer-Encoding is the transport's to set")
      default:
        result.addValue(field.value, forHTTPHeaderField: field.name.rawName)
      }
    }
    if !request.body.isEmpty {
      guard request.head.method != .get, request.head.method != .head else {
        throw invalid("a \(request.head.method) request cannot have a body here")
      }
      result.httpBody = Data(request.body)
    }
    return result
  }

  private func url() throws(TransportError) -> URL {
    guard let scheme = request.head.scheme?.lowercased(), scheme == "https" || scheme == "http" else {
      throw invalid("only https and http URLs can be requested")
    }
    guard let authority = request.head.authority, !authority.isEmpty else {
      throw invalid("the request names no host")
    }
    guard !authority.contains("@") else {
      throw invalid("the request's URL has a user name in it; credentials do not belong there")
    }
    #if canImport(FoundationNetworking)
    guard !authority.hasPrefix("[") else {
      throw invalid("Foundation cannot reach \(authority): on Linux it needs a host name or an IPv4 address")
    }
    #endif
    guard let path = request.head.path, path.hasPrefix("/"), !path.contains("#"),
      let url = URL(string: "\(scheme)://\(authority)\(path)", encodingInvalidCharacters: false),
      // A character that ends the host early would send the request somewhere else.
      let host = url.host(percentEncoded: true), !host.isEmpty,
      authority == host || authority.hasPrefix("\(host):") || authority.hasPrefix("["),
      (0...65535).contains(url.port ?? 0)
    else {
      throw invalid("the request's host and path do not make a URL")
    }
    return url
  }

  private func invalid(_ reason: String) -> TransportError {
    TransportError(.invalidRequest, requestMayHaveBeenSent: false, reason: reason)
  }
}
