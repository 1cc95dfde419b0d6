import Foundation
import HTTPTypes
import KakapoProvision

/// A transport that answers every call with one answer, for the calls in `Fixtures/Cases`.
final class Stub: Transport {
  private let answer: String
  private let state = State()

  private actor State {
    var sent: [String] = []

    func add(_ text: String) { sent.append(text) }
  }

  init(_ answer: String) { self.answer = answer }

  /// What was sent last; `-` for nothing.
  var last: String { get async { await state.sent.last ?? "-" } }

  func send(_ request: TransportRequest) async throws -> TransportResponse {
    await state.add(String(decoding: request.body, as: UTF8.self))
    var head = HTTPResponse(status: .ok)
    head.headerFields[.contentType] = "text/xml; charset=utf-8"
    return TransportResponse(head: head, body: Array(answer.utf8))
  }
}

func envelope(_ body: String) -> String {
  """
  <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>\(body)</soap:Body></soap:Envelope>
  """
}

/// Prints a result, which may be optional.
func show<Result>(_ result: Result) { print("result", result) }

/// A client whose contract check reads the WSDL that is the command's argument; without one, there is no check.
func client(_ stub: Stub) throws -> ProvisionClient {
  var configuration = ProvisionClient.Configuration()
  configuration.contractCheck = CommandLine.arguments.dropFirst().first.map { .file($0) } ?? .off
  return try ProvisionClient(
    credentials: Credentials(userName: "user", password: "password"), configuration: configuration,
    transport: stub, latch: MemoryLoginLatch())
}
