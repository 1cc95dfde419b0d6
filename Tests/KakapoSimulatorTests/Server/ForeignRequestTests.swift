import KakapoSimulator
import Testing

/// Requests that a web page of another site may have sent through a browser.
@Suite struct ForeignRequestTests {
  @Test(
    arguments: [
      ("localhost", nil, 200), ("127.0.0.1", nil, 200), ("[::1]:80", nil, 200), ("LOCALHOST:1", nil, 200),
      ("localhost", "http://localhost:3000", 200), ("localhost", "http://127.0.0.1", 200),
      ("portal.example.com", nil, 403), ("127.0.0.1.example.com", nil, 403),
      ("localhost.example.com:80", nil, 403),
      ("localhost", "https://example.com", 403), ("localhost", "null", 403),
      ("localhost", "http://localhost.example.com", 403),
    ] as [(String, String?, Int)])
  func onlyThisMachineIsAnswered(host: String, origin: String?, status: Int) async throws {
    try await Caller.run { caller in
      var head =
        "GET /KakapoProvision/ProvisionV3.asmx?WSDL HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n"
      if let origin { head += "Origin: \(origin)\r\n" }
      let answer = try await RawHTTP.exchange(
        Array((head + "\r\n").utf8), port: caller.simulator.port, from: "127.0.0.1")
      #expect(answer.status == status)
    }
  }
}
