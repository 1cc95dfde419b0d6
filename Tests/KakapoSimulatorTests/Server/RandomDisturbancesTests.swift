import KakapoProvision
import Support
import Testing

@testable import KakapoSimulator

@Suite("Random disturbances")
struct RandomDisturbancesTests {
  /// An answer from the caller's point of view.
  private enum Seen: Hashable {
    case dropped
    case status(Int)
  }

  /// Each has a share of 5 %, so that two hundred calls meet all of them.
  private static func disturbances(seed: UInt64) -> RandomDisturbances {
    var disturbances = RandomDisturbances(seed: seed)
    disturbances.add(.connectionDropped, share: 0.05)
    disturbances.add(.connectionDropped.afterApplying(), share: 0.05)
    disturbances.add(.unavailable(retryAfter: 2), share: 0.05)
    disturbances.add(.page(status: 502), share: 0.05)
    disturbances.add(.page(status: 404).afterApplying(), share: 0.05)
    return disturbances
  }

  /// Adds resellers one after another, and returns the response to each call.
  private static func callTimes(_ count: Int, _ caller: Caller, from first: Int = 0) async throws
    -> [RawResponse]
  {
    var responses: [RawResponse] = []
    for number in first..<(first + count) {
      responses.append(
        try await caller.post(
          Caller.envelope(
            "AddReseller", Caller.login + [("serverHostName", Caller.host), ("resellerId", "r\(number)")]),
          action: Caller.action("AddReseller")))
    }
    return responses
  }

  private static func seen(_ responses: [RawResponse]) -> [Seen] {
    responses.map { response in response.status.map { .status($0) } ?? .dropped }
  }

  @Test("the same seed disturbs the same calls, and the log shows which were applied")
  func reproducible() async throws {
    var options = Simulator.Options()
    options.randomDisturbances = Self.disturbances(seed: 7)
    let first = Locked([Seen]())
    for isRepeat in [false, true] {
      try await Caller.run(options) { caller async throws in
        let responses = try await Self.callTimes(200, caller)
        let seen = Self.seen(responses)
        if isRepeat {
          #expect(seen == first.withLock { $0 })
          return
        }
        first.withLock { $0 = seen }
        let counts = Dictionary(grouping: seen, by: \.self).mapValues(\.count)
        #expect(
          counts == [
            .dropped: 19, .status(503): 6, .status(502): 5, .status(404): 10, .status(200): 160,
          ])
        for response in responses where response.status == 503 {
          #expect(response.headers["retry-after"] == "2")
          #expect(response.headers["content-type"] == "text/html; charset=utf-8")
        }

        let requests = caller.simulator.requests
        #expect(requests.map(\.status) == responses.map(\.status))
        let applied = Set(requests.filter(\.wasApplied).compactMap { $0["resellerId"] })
        let there = caller.portal.snapshot.systemProviders.flatMap { $0.resellers.map(\.id) }
        #expect(applied == Set(there))
        #expect(requests.allSatisfy { $0.wasApplied || ![200, 404].contains($0.status) })
        #expect(requests.allSatisfy { !$0.wasApplied || ![502, 503].contains($0.status) })
        let dropped = requests.filter { $0.status == nil }
        #expect(dropped.filter(\.wasApplied).count == 13)
        #expect(dropped.filter { !$0.wasApplied }.count == 6)
      }
    }
  }

  @Test("another seed disturbs other calls")
  func otherSeed() {
    let calls = 0..<200
    let one = calls.map { Self.disturbances(seed: 7).injection(forCall: $0) }
    #expect(one != calls.map { Self.disturbances(seed: 8).injection(forCall: $0) })
  }

  @Test("a long run has the requested shares")
  func longRun() {
    let disturbances = Self.disturbances(seed: 1)
    let met = (0..<100_000).compactMap { disturbances.injection(forCall: $0) }
    let counts = Dictionary(grouping: met, by: \.self).mapValues(\.count)
    #expect(counts.count == 5)
    for (injection, count) in counts { #expect((4_800...5_200).contains(count), "\(injection)") }
  }

  @Test("shares of zero and invalid shares change nothing")
  func nothing() async throws {
    var disturbances = RandomDisturbances(seed: 7)
    disturbances.add(.connectionDropped, share: 0)
    disturbances.add(.page(status: 502), share: -1)
    disturbances.add(.page(status: 502), share: .nan)
    disturbances.slowPeriods = SlowPeriods(of: 0, inEvery: 1, latency: .seconds(3_600))
    #expect(disturbances.totalShare == 0)
    var options = Simulator.Options()
    options.randomDisturbances = disturbances
    try await Caller.run(options) { caller async throws in
      let responses = try await Self.callTimes(50, caller)
      #expect(Self.seen(responses) == Array(repeating: .status(200), count: 50))
    }
  }

  @Test("a share that would exceed the total gets only the rest")
  func beyondAll() {
    var disturbances = RandomDisturbances()
    disturbances.add(.connectionDropped, share: 0.75)
    disturbances.add(.page(status: 502), share: .infinity)
    disturbances.add(.page(status: 503), share: 0.5)
    #expect(disturbances.totalShare == 1)
    let met = (0..<1_000).compactMap { disturbances.injection(forCall: $0) }
    #expect(met.count == 1_000)
    #expect(Set(met) == [.connectionDropped, .page(status: 502)])
  }

  @Test("they apply only to calls, after injected disturbances, and both can be removed")
  func callsAlone() async throws {
    try await Caller.run { caller async throws in
      var always = RandomDisturbances()
      always.add(.page(status: 502), share: 1)
      caller.simulator.setRandomDisturbances(always)
      caller.simulator.inject(.page(status: 418))
      #expect(try await caller.get("?WSDL").status == 200)
      #expect(try await caller.get("").status == 200)
      #expect(Self.seen(try await Self.callTimes(2, caller)) == [.status(418), .status(502)])
      caller.simulator.removeInjections()
      #expect(Self.seen(try await Self.callTimes(1, caller)) == [.status(502)])
      caller.simulator.setRandomDisturbances(nil)
      #expect(Self.seen(try await Self.callTimes(1, caller)) == [.status(200)])
    }
  }

  @Test("calls are counted from the moment the disturbances are set")
  func countedAgain() async throws {
    try await Caller.run { caller async throws in
      caller.simulator.setRandomDisturbances(Self.disturbances(seed: 7))
      let first = Self.seen(try await Self.callTimes(40, caller))
      caller.simulator.forgetRequests()
      caller.simulator.setRandomDisturbances(Self.disturbances(seed: 7))
      #expect(first == Self.seen(try await Self.callTimes(40, caller, from: 40)))
      #expect(Set(first).count > 1)
    }
  }

  @Test("the last calls of each period are slow")
  func slowPeriods() async throws {
    var disturbances = RandomDisturbances()
    disturbances.slowPeriods = SlowPeriods(of: 2, inEvery: 5, latency: .milliseconds(60))
    let slow = (0..<10).filter { disturbances.latency(ofCall: $0) == .milliseconds(60) }
    #expect(slow == [3, 4, 8, 9])
    #expect(disturbances.latency(ofCall: 2) == .zero)

    disturbances.slowPeriods = SlowPeriods(of: 1, inEvery: 1, latency: .milliseconds(60))
    let always = disturbances
    try await Caller.run { caller async throws in
      caller.simulator.setRandomDisturbances(always)
      let taken = try await ContinuousClock().measure { _ = try await Self.callTimes(1, caller) }
      #expect(taken >= .milliseconds(60))
    }
  }

  @Test("a client's reports about concurrent calls agree with their outcomes")
  func client() async throws {
    try await Caller.run { caller async throws in
      let client = try ProvisionClient(
        credentials: Caller.credentials, configuration: .init(endpoint: caller.simulator.endpoint),
        latch: MemoryLoginLatch())
      _ = try await client.addReseller(serverHostName: Caller.host, resellerId: "first")
      var disturbances = RandomDisturbances(seed: 3)
      disturbances.add(.connectionDropped, share: 0.1)
      disturbances.add(.connectionDropped.afterApplying(), share: 0.1)
      disturbances.add(.unavailable(), share: 0.1)
      disturbances.add(.page(status: 502), share: 0.1)
      disturbances.add(.page(status: 200).afterApplying(), share: 0.1)
      caller.simulator.setRandomDisturbances(disturbances)
      caller.simulator.forgetRequests()

      let deliveries = await withTaskGroup(of: (String, Delivery).self) { group in
        for number in 0..<200 {
          group.addTask {
            do throws(ProvisionError) {
              _ = try await client.addReseller(serverHostName: Caller.host, resellerId: "r\(number)")
              return ("r\(number)", .answered)
            } catch {
              return ("r\(number)", error.delivery)
            }
          }
        }
        return await group.reduce(into: [String: Delivery]()) { $0[$1.0] = $1.1 }
      }
      let requests = caller.simulator.requests
      #expect(requests.count == 200)
      // The order of the calls varies, but the number of each kind doesn't.
      #expect(requests.filter(\.wasApplied).count == 136)
      for request in requests {
        let id = try #require(request["resellerId"])
        switch deliveries[id] {
        case .answered: #expect(request.wasApplied)
        case .refused, .notSent: #expect(!request.wasApplied)
        case .mayHaveApplied: break
        case .onlyRead: Issue.record("\(id) doesn't only read")
        case nil: Issue.record("\(id) was not called")
        }
      }
      #expect(deliveries.values.filter { $0 == .answered }.count == 94)
      #expect(deliveries.values.contains(.mayHaveApplied))
    }
  }

  @Test("the generator gives the published numbers")
  func generator() {
    // The first numbers of the reference implementation for the seed 1234567.
    let published: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect((0..<5).map { SplitMix64.number(seed: 1_234_567, index: UInt64($0)) } == published)
  }
}
