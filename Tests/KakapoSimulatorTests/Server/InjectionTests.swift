import Testing

@testable import KakapoSimulator

@Suite("Disturbances")
struct InjectionTests {
  private static func addReseller(_ caller: Caller, _ id: String = "ent1") async throws -> RawResponse {
    try await caller.post(
      Caller.envelope(
        "AddReseller", Caller.login + [("serverHostName", Caller.host), ("resellerId", id)]),
      action: Caller.action("AddReseller"))
  }

  private static func resellers(_ caller: Caller) -> [String] {
    caller.portal.snapshot.systemProviders.first?.resellers.map(\.id) ?? []
  }

  @Test("a page replaces the next answers, and the method doesn't run")
  func page() async throws {
    try await Caller.run { caller async throws in
      caller.simulator.inject(.page(status: 503), times: 2)
      for left in [1, 0] {
        let response = try await Self.addReseller(caller)
        #expect(response.status == 503)
        #expect(response.headers["content-type"]?.hasPrefix("text/html") == true)
        #expect(caller.simulator.pendingInjections == left)
      }
      #expect(Self.resellers(caller).isEmpty)
      #expect(caller.portal.loginHistory.isEmpty)
      #expect(try await Self.addReseller(caller).status == 200)
      #expect(Self.resellers(caller) == ["ent1"])
    }
  }

  @Test("a custom page and custom header fields are sent unchanged")
  func ownAnswer() async throws {
    try await Caller.run { caller async throws in
      caller.simulator.inject(.page(status: 404, html: "<p>gone</p>"))
      caller.simulator.inject(
        .answer(status: 307, contentType: nil, body: [], headers: ["Location": "http://127.0.0.1:1/"]))
      #expect(try await Self.addReseller(caller).text == "<p>gone</p>")
      let redirect = try await Self.addReseller(caller)
      #expect(redirect.status == 307)
      #expect(redirect.headers["location"] == "http://127.0.0.1:1/")
    }
  }

  @Test("an empty answer of either status", arguments: [200, 202])
  func empty(status: Int) async throws {
    try await Caller.run { caller async throws in
      caller.simulator.inject(.empty(status: status))
      let response = try await Self.addReseller(caller)
      #expect(response.status == status)
      #expect(response.body.isEmpty)
      #expect(Self.resellers(caller).isEmpty)
    }
  }

  @Test("malformed XML, and a truncated answer with a matching length")
  func brokenXML() async throws {
    try await Caller.run { caller async throws in
      caller.simulator.inject(.malformedXML)
      caller.simulator.inject(.truncatedXML)
      let malformed = try await Self.addReseller(caller)
      #expect(malformed.status == 200)
      #expect(throws: (any Error).self) { try Answer(malformed, method: "AddReseller") }
      #expect(Self.resellers(caller).isEmpty)

      let truncated = try await Self.addReseller(caller)
      #expect(truncated.status == 200)
      #expect(truncated.headers["content-length"] == "\(truncated.body.count)")
      #expect(truncated.text.hasPrefix("<?xml"))
      #expect(throws: (any Error).self) { try Answer(truncated, method: "AddReseller") }
      #expect(Self.resellers(caller) == ["ent1"])
    }
  }

  @Test("a lost answer: the method has run")
  func appliedAndLost() async throws {
    try await Caller.run { caller async throws in
      caller.simulator.inject(.page(status: 500).afterApplying())
      let page = try await Self.addReseller(caller, "one")
      #expect(page.status == 500)

      caller.simulator.inject(.connectionLostInAnswer)
      let half = try await Self.addReseller(caller, "two")
      let promised = try #require(half.headers["content-length"].flatMap { Int($0) })
      #expect(half.body.count == promised / 2)

      caller.simulator.inject(.connectionDropped.afterApplying())
      let nothing = try await Self.addReseller(caller, "three")
      #expect(nothing.bytes.isEmpty)

      #expect(Self.resellers(caller) == ["one", "three", "two"])
      #expect(caller.simulator.requests.map(\.wasApplied) == [true, true, true])
      #expect(caller.simulator.requests.map(\.status) == [500, 200, nil])
    }
  }

  @Test("a dropped connection without applying: the simulator keeps running")
  func dropped() async throws {
    try await Caller.run { caller async throws in
      caller.simulator.inject(.connectionDropped)
      #expect(try await Self.addReseller(caller).bytes.isEmpty)
      #expect(Self.resellers(caller).isEmpty)
      #expect(try await Self.addReseller(caller).status == 200)
    }
  }

  @Test("each applies to its own requests, and the oldest match is used first")
  func targets() async throws {
    try await Caller.run { caller async throws in
      caller.simulator.inject(.page(status: 501), into: .method("AddGroup"))
      caller.simulator.inject(.page(status: 502), into: .wsdl)
      caller.simulator.inject(.page(status: 503), into: .method("AddReseller"))
      caller.simulator.inject(.page(status: 504))
      #expect(try await caller.get("").status == 200)
      #expect(try await Self.addReseller(caller).status == 503)
      #expect(try await caller.get("?WSDL").status == 502)
      #expect(try await Self.addReseller(caller).status == 504)
      #expect(try await Self.addReseller(caller).status == 200)
      #expect(caller.simulator.pendingInjections == 1)
      caller.simulator.removeInjections()
      #expect(caller.simulator.pendingInjections == 0)

      caller.simulator.inject(.page(status: 505), into: .everything)
      #expect(try await caller.get("").status == 505)
    }
  }

  @Test("latency delays a call by at least its duration, and only the calls it applies to")
  func latency() async throws {
    var options = Simulator.Options()
    options.latency = .milliseconds(60)
    try await Caller.run(options) { caller async throws in
      let clock = ContinuousClock()
      let slow = try await clock.measure { _ = try await Self.addReseller(caller) }
      #expect(slow >= .milliseconds(60))
      caller.simulator.setLatency(.zero)
      caller.simulator.setLatency(.seconds(3_600), of: .method("DeleteUser"))
      #expect(try await Self.addReseller(caller).status == 200)
    }
  }

  @Test("held calls are recorded, but not carried out before they are released")
  func hold() async throws {
    try await Caller.run { caller async throws in
      caller.simulator.holdCalls()
      async let first = Self.addReseller(caller, "one")
      async let second = Self.addReseller(caller, "two")
      await caller.simulator.waitForCalls(2)
      #expect(Self.resellers(caller).isEmpty)
      #expect(caller.simulator.requests.map(\.status) == [nil, nil])
      #expect(try await caller.get("?WSDL").status == 200)
      caller.simulator.releaseCalls()
      let statuses = try await [first.status, second.status]
      #expect(statuses == [200, 200])
      #expect(Self.resellers(caller) == ["one", "two"])
    }
  }

  @Test("a call that is answered after its request was forgotten doesn't change a later one")
  func forgottenInBetween() async throws {
    try await Caller.run { caller async throws in
      caller.simulator.holdCalls()
      async let held = Self.addReseller(caller)
      await caller.simulator.waitForCalls(1)
      caller.simulator.forgetRequests()
      #expect(try await caller.get("?WSDL").status == 200)
      caller.simulator.releaseCalls()
      #expect(try await held.status == 200)
      #expect(caller.simulator.requests.map(\.number) == [1])
      #expect(caller.simulator.requests.map(\.wasApplied) == [false])
    }
  }
}
