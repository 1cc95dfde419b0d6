import HTTPTransport
import HTTPTypes
import TestTraces

extension TransportRequest {
  /// A POST to a loopback server, with a timeout that no test reaches by default.
  static func post(
    to authority: String, scheme: String = "http", path: String = "/service.asmx",
    headers: HTTPFields = [:], body: String = "<body/>", timeout: Duration = .seconds(600),
    maximumResponseBytes: Int = 1 << 20
  ) -> TransportRequest {
    TransportRequest(
      head: HTTPRequest(
        method: .post, scheme: scheme, authority: authority, path: path, headerFields: headers),
      body: Array(body.utf8), timeout: timeout, maximumResponseBytes: maximumResponseBytes)
  }

  /// A GET from a loopback server.
  static func get(
    from authority: String, path: String = "/service.asmx?WSDL", timeout: Duration = .seconds(600),
    maximumResponseBytes: Int = 1 << 20
  ) -> TransportRequest {
    TransportRequest(
      head: HTTPRequest(method: .get, scheme: "http", authority: authority, path: path),
      timeout: timeout, maximumResponseBytes: maximumResponseBytes)
  }
}

extension TransportResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
}

/// The error of a call.
func transportError(
  of call: () async throws -> TransportResponse
) async throws -> TransportError {
  do {
    let response = try await call()
    throw UnexpectedAnswer(status: response.head.status.code)
  } catch let error as TransportError {
    TestTraces.keep(error)
    return error
  }
}

struct UnexpectedAnswer: Error {
  let status: Int
}
