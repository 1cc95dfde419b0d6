import Foundation
import KakapoProvision
import KakapoProvisionTesting
import TestServers
import Testing

/// A way in which a server may treat a client, well-meant or not.
struct HostileServer: Sendable, CustomTestStringConvertible {
  /// The server's name in the documentation's table.
  let name: String
  /// The scheme of the endpoint.
  let scheme: String
  /// Whether it keeps a caller waiting until the caller gives up.
  let isSlow: Bool
  /// Whether URLSession on Linux ends the process over it (swift-corelibs-foundation #5285).
  let endsURLSession: Bool
  /// The number of calls, made one after the other.
  let calls: Int
  /// How many bytes of an answer the client accepts.
  let limit: Int
  /// Serves one connection; `nil` if no server listens.
  let serve: (@Sendable (ServerConnection) -> Void)?

  init(
    _ name: String, scheme: String = "http", isSlow: Bool = false, endsURLSession: Bool = false,
    calls: Int = 1,
    limit: Int = 16 << 20, serve: (@Sendable (ServerConnection) -> Void)?
  ) {
    self.name = name
    self.scheme = scheme
    self.isSlow = isSlow
    self.endsURLSession = endsURLSession
    self.calls = calls
    self.limit = limit
    self.serve = serve
  }

  /// A server that answers the first request of each connection with the same text and closes the connection.
  init(_ name: String, answer: String, endsURLSession: Bool = false) {
    self.init(name, endsURLSession: endsURLSession) { connection in
      guard connection.readRequest() != nil else { return }
      connection.write(answer)
    }
  }

  /// A server that answers every request with a status, header lines and a body.
  init(_ name: String, _ status: String = "200 OK", headers: [String] = [], body: String) {
    self.init(name) { connection in
      while connection.readRequest() != nil {
        connection.respond(status, headers: headers + ["Content-Type: text/xml; charset=utf-8"], body: body)
      }
    }
  }

  var testDescription: String { name }

  /// The answer of a portal that has assigned the licence.
  static let success = String(decoding: TransportResponse.success(of: "AddUserLicense").body, as: UTF8.self)
}
