import Foundation
import HTTPTypes
import KakapoProvision
import KakapoProvisionTesting
import Testing

@Suite("Retry-After")
struct RetryAfterTests {
  private func error(status: Int, retryAfter: String?, date: String? = nil) async throws -> ProvisionError {
    let transport = StubTransport { _ in
      var head = HTTPResponse(status: .init(code: status))
      head.headerFields[.retryAfter] = retryAfter
      head.headerFields[.date] = date
      return TransportResponse(head: head, body: Array("<html>busy</html>".utf8))
    }
    var configuration = ProvisionClient.Configuration()
    configuration.contractCheck = .off
    let client = try ProvisionClient(
      credentials: Credentials(userName: "interface", password: "Geheim-123"), configuration: configuration,
      transport: transport, latch: MemoryLoginLatch())
    let error = await #expect(throws: ProvisionError.self) {
      try await client.deleteUser(serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
    }
    return try #require(error)
  }

  @Test(
    "is part of the error, in seconds",
    arguments: [
      (503, "7", 7), (429, "0", 0), (503, "Wed, 21 Oct 2015 07:28:00 GMT", 0), (503, nil, nil),
      (503, "soon", nil),
      (503, "-1", nil), (503, "1.5", nil),
    ] as [(Int, String?, Int?)])
  func seconds(status: Int, text: String?, expected: Int?) async throws {
    #expect(try await error(status: status, retryAfter: text).retryAfter == expected.map { .seconds($0) })
  }

  @Test("may be a date in the future")
  func date() async throws {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let text = formatter.string(from: Date(timeIntervalSinceNow: 3600))
    let duration = try #require(try await error(status: 503, retryAfter: text).retryAfter)
    #expect(duration > .seconds(3000) && duration <= .seconds(3600))
  }

  @Test(
    "is computed by the portal's clock, whatever this machine's clock shows",
    arguments: [
      ("Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:27:30 GMT", 30),
      ("Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:30 GMT", 0),
      ("Wed, 21 Oct 2015 07:28:00 GMT", "half past seven", 0),
      ("7", "Wed, 21 Oct 2015 07:27:30 GMT", 7),
    ])
  func clock(text: String, date: String, expected: Int) async throws {
    #expect(try await error(status: 503, retryAfter: text, date: date).retryAfter == .seconds(expected))
  }
}
