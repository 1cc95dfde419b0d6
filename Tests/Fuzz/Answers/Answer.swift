import FuzzSupport
import HTTPTransport
import HTTPTypes
import KakapoProvision
@testable import KakapoProvisionTesting

/// What the server is made to answer.
enum Answer {
  /// The answer that stands in the bytes.
  static func response(_ bytes: [UInt8]) -> TransportResponse {
    if let response = try? HTTPMessage.response(bytes) { return response }
    return TransportResponse(
      head: HTTPResponse(status: .ok, headerFields: [.contentType: "text/xml; charset=utf-8"]), body: bytes)
  }

  /// The method whose answer it may be.
  static func method(of response: TransportResponse) -> String {
    methods.first { stands($0.tag, in: response.body) }?.name ?? "AddUserLicense"
  }

  private static let methods = Contract.builtIn.operations.map {
    (name: $0.name, tag: Array("\($0.name)Response".utf8))
  }
}
