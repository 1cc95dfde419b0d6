import Foundation
import HTTPTypes
import KakapoProvision
import Testing

// The example of the article "Another HTTP client", without the lines of this file that are not in it.

// begin
/// Carries the calls over the HTTP client that the app has anyway.
struct AppClientTransport<Client: AppHTTPClient>: Transport {
  /// Follows no redirect, keeps no cookie, repeats nothing, and decompresses bodies.
  let client: Client

  func send(_ request: TransportRequest) async throws -> TransportResponse {
    guard let scheme = request.head.scheme, let authority = request.head.authority,
      let path = request.head.path
    else {
      throw TransportError(.invalidRequest, requestMayHaveBeenSent: false, reason: "the request has no URL")
    }
    let answer: Client.Answer
    do {
      answer = try await client.execute(
        method: request.head.method.rawValue, url: "\(scheme)://\(authority)\(path)",
        headers: request.head.headerFields.map { ($0.name.rawName, $0.value) }, body: request.body,
        timeout: request.timeout)
    } catch {
      // Only what certainly happened before the first byte was written may be `false`.
      let code: TransportError.Code = Task.isCancelled ? .cancelled : .connectionLost
      throw TransportError(code, requestMayHaveBeenSent: true, reason: "\(error)", underlyingError: error)
    }
    var response = TransportResponse(head: HTTPResponse(status: .init(code: answer.status)))
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) {
        response.head.headerFields.append(HTTPField(name: name, value: value))
      }
    }
    for try await part in answer.body {
      guard part.count <= request.maximumResponseBytes - response.body.count else {
        throw TransportError(
          .responseTooLarge, requestMayHaveBeenSent: true, reason: "the answer is too large")
      }
      response.body += part
    }
    return response
  }
}
// end

/// The shape of most clients, AsyncHTTPClient's `HTTPClient` among them.
protocol AppHTTPClient: Sendable {
  associatedtype Answer: AppHTTPAnswer
  func execute(
    method: String, url: String, headers: [(String, String)], body: [UInt8], timeout: Duration
  ) async throws -> Answer
}

protocol AppHTTPAnswer {
  associatedtype Body: AsyncSequence where Body.Element == [UInt8]
  var status: Int { get }
  var headers: [(String, String)] { get }
  var body: Body { get }
}

@Suite struct AppClientExampleTests {
  /// Answers each call with a success, in parts.
  private struct Client: AppHTTPClient {
    struct Answer: AppHTTPAnswer {
      let status = 200
      let headers = [("Content-Type", "text/xml; charset=utf-8")]
      let body: AsyncStream<[UInt8]>
    }

    func execute(
      method: String, url: String, headers: [(String, String)], body: [UInt8], timeout: Duration
    ) async throws -> Answer {
      #expect(method == "POST" && url == "https://portal.example.com/ProvisionV3.asmx" && !body.isEmpty)
      let bytes = Array(HostileServer.success.utf8)
      return Answer(
        body: AsyncStream { continuation in
          for byte in bytes { continuation.yield([byte]) }
          continuation.finish()
        })
    }
  }

  @Test func callsGoOverTheClientOfTheApp() async throws {
    var configuration = ProvisionClient.Configuration(
      endpoint: "https://portal.example.com/ProvisionV3.asmx")
    configuration.contractCheck = .off
    let client = try ProvisionClient(
      credentials: Credentials(userName: "interface", password: "secret"), configuration: configuration,
      transport: AppClientTransport(client: Client()), latch: MemoryLoginLatch())
    try await client.addUserLicense(
      serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
      license: .unityDesktop(.pro))
  }

  @Test func articleHasTheExample() throws {
    let here = URL(filePath: #filePath)
    let source = try String(contentsOf: here, encoding: .utf8)
    let example = try #require(source.firstMatch(of: /\/\/ begin\n((?s:.)*?)\/\/ end\n/)).1
    let article = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(
        path: "Sources/KakapoProvision/KakapoProvision.docc/AnotherHTTPClient.md")
    #expect(try String(contentsOf: article, encoding: .utf8).contains("```swift\n\(example)```"))
  }
}
