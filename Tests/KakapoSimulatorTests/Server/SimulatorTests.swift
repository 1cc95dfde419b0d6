import Testing
import XMLCore

@testable import KakapoSimulator

@Suite("The simulator")
struct SimulatorTests {
  @Test("records the requests in order")
  func records() async throws {
    try await Caller.run { caller in
      _ = try await caller.get("?wsdl")
      try await caller.call("AddReseller", [("serverHostName", Caller.host), ("resellerId", "a&amp;b")])
      _ = try await caller.post("<x", action: Caller.action("AddGroup"))
      _ = try await caller.get("")
      _ = try await caller.send("GET", path: "/favicon.ico")

      let requests = caller.simulator.requests
      #expect(requests.map(\.number) == [1, 2, 3, 4, 5])
      #expect(requests.map(\.kind) == [.wsdl, .call, .unreadable, .help, .other])
      #expect(requests.map(\.status) == [200, 200, 400, 200, 404])
      #expect(requests[0].target == "/KakapoProvision/ProvisionV3.asmx?wsdl")
      let call = requests[1]
      #expect(call.method == "AddReseller" && call.httpMethod == "POST")
      #expect(call.soapAction == Caller.action("AddReseller"))
      #expect(call.contentType == "text/xml; charset=utf-8")
      #expect(
        call.parameters.map(\.name) == ["loginUserName", "loginPassword", "serverHostName", "resellerId"])
      #expect(call["resellerId"] == "a&b" && call["loginPassword"] == nil)
      #expect(call.login == .accepted && call.wasApplied)
      #expect(caller.simulator.callCount == 2)
      #expect(caller.simulator.calls(of: "AddGroup").map(\.number) == [3])

      caller.simulator.forgetRequests()
      #expect(caller.simulator.requests.isEmpty && caller.simulator.callCount == 0)
    }
  }

  @Test("keeps a limited number of requests")
  func boundedLog() async throws {
    var options = Simulator.Options()
    options.maximumRecordedRequests = 3
    try await Caller.run(options) { caller in
      for _ in 0..<10 { _ = try await caller.get("") }
      #expect(caller.simulator.requests.map(\.number) == [8, 9, 10])
    }
  }

  @Test("answers many requests on one connection")
  func keepAlive() async throws {
    try await Caller.run { caller in
      let get = "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
      let last = "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
      let response = try await RawHTTP.exchange(Array((get + get + last).utf8), port: caller.simulator.port)
      let text = String(decoding: response.bytes, as: UTF8.self)
      #expect(text.split(separator: "HTTP/1.1 404").count == 3)
    }
  }

  @Test("can run several times at once, each on its own port")
  func several() async throws {
    try await Caller.run { first in
      try await Caller.run { second in
        #expect(first.simulator.port != second.simulator.port)
        #expect(
          second.simulator.endpoint
            == "http://127.0.0.1:\(second.simulator.port)/KakapoProvision/ProvisionV3.asmx")
        _ = try await second.get("")
        #expect(first.simulator.requests.isEmpty)
      }
    }
  }

  @Test("stops: it no longer listens, releases a held call, and ignores a second stop")
  func stops() async throws {
    let simulator = try await Simulator.start()
    simulator.holdCalls()
    let caller = Caller(simulator: simulator)
    async let held = caller.post("<x/>", action: "\"x\"")
    await simulator.waitForCalls(1)
    await simulator.stop()
    _ = try? await held
    await simulator.stop()
    await simulator.waitUntilStopped()
    await simulator.waitForCalls(2)
    await simulator.waitForHeldCalls(1)
    await #expect(throws: RawHTTPError.self) { try await caller.get("") }
  }

  @Test("says why it can't start")
  func cannotStart() async throws {
    var options = Simulator.Options()
    options.address = "localhost"
    let malformed = await #expect(throws: SimulatorError.self) {
      try await Simulator.start(options: options)
    }
    #expect(malformed?.description.hasPrefix("cannot listen at localhost:0") == true)

    try await Caller.run { caller in
      var options = Simulator.Options()
      options.port = caller.simulator.port
      let taken = await #expect(throws: SimulatorError.self) { try await Simulator.start(options: options) }
      #expect(taken?.description.contains(":\(caller.simulator.port): ") == true)
    }
  }

  @Test("rethrows an error of the body, and still stops")
  func bodyThrows() async throws {
    struct Boom: Error {}
    await #expect(throws: Boom.self) {
      try await Simulator.run { simulator in
        _ = simulator.endpoint
        throw Boom()
      }
    }
  }

  @Test("deviates from the contract as the options say")
  func deviates() async throws {
    var options = Simulator.Options()
    options.deviation.namespace = "http://kakaposystems.com"
    options.deviation.renamedParameters = ["resellerId": "resellerID"]
    options.deviation.missingMethods = ["DeleteUser"]
    try await Caller.run(options) { caller in
      let envelope = Caller.envelope(
        "AddReseller", Caller.login + [("serverHostName", Caller.host), ("resellerID", "ent1")],
        namespace: "http://kakaposystems.com")
      let answer = try Answer(
        try await caller.post(envelope, action: "\"http://kakaposystems.com/AddReseller\""),
        method: "AddReseller")
      #expect(answer.success)
      #expect(answer.result.namespace == "http://kakaposystems.com")
      let gone = try await caller.post(envelope, action: "\"http://kakaposystems.com/DeleteUser\"")
      #expect(gone.status == 500)
    }
  }
}
