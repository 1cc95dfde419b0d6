import Foundation
import HTTPTransport
import KakapoProvision
import TestServers
import Testing

/// Many calls through a portal that drops, delays and lies; some of the calls are cancelled.
///
/// `KAKAPO_SOAK_CALLS=1000000 swift test --filter SoakTests` makes a million on each transport, with
/// `KAKAPO_SOAK_TRANSPORT=curl` on that one.
@Suite(.timeLimit(.minutes(Soak.isLong ? 600 : 10)), .serialized) struct SoakTests {
  @Test(arguments: Soak.transports)
  func nothingIsStuckLostOrSentTwice(transport: HostileTransport) async throws {
    let soak = try Soak(transport)
    defer { soak.stop() }
    let epochs = max(2, Soak.callCount / Soak.callsOfAnEpoch)
    var memoryEarly = 0
    var outcomes: [String: Int] = [:]
    for epoch in 1...epochs {
      outcomes.merge(try await soak.run(epoch: epoch)) { $0 + $1 }
      if epoch == max(1, epochs / 5) { memoryEarly = Soak.residentMegabytes }
    }
    // Calls have ended in every possible way.
    #expect(outcomes.keys.count >= 6, "\(outcomes)")
    guard Soak.isLong else { return }
    let growth = Soak.residentMegabytes - memoryEarly
    let calls = epochs * Soak.callsOfAnEpoch
    print(
      "\(transport): \(calls) calls, \(outcomes), memory \(memoryEarly) MB after a fifth, then \(growth) MB more"
    )
    // On Linux, URLSession leaks about 160 bytes with each request.
    #expect(growth < 40 + transport.leakedBytes * calls * 4 / 5 / 1_000_000)
  }
}

/// One transport and one portal over many accounts.
private final class Soak: Sendable {
  static let callCount = ProcessInfo.processInfo.environment["KAKAPO_SOAK_CALLS"].flatMap { Int($0) } ?? 1000
  static let transports = HostileTransport.allCases.filter { transport in
    ProcessInfo.processInfo.environment["KAKAPO_SOAK_TRANSPORT"].map { $0 == "\(transport)" } ?? true
  }
  static let isLong = callCount >= 100_000
  static let callsOfAnEpoch = min(10_000, callCount / 2)
  static let workers = 16

  private let portal = SoakServer(seed: 1)
  private let server: LoopbackServer
  private let transport: any Transport

  init(_ kind: HostileTransport) throws {
    server = try LoopbackServer(keepsRequests: false) { [portal] in portal.serve($0) }
    transport = try kind.make(connections: Self.workers)
  }

  func stop() { server.stop() }

  static var residentMegabytes: Int {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
    return (pages?.dropFirst().first.flatMap { Int($0) } ?? 0) * 4096 / 1_000_000
  }

  /// Makes the calls of one account, which is locked at the end.
  ///
  /// - Returns: How many calls ended in each way.
  func run(epoch: Int) async throws -> [String: Int] {
    let account = "account-\(epoch)"
    let latch = MemoryLoginLatch()
    let client = try client(of: account, latch, timeout: .milliseconds(Self.isLong ? 300 : 1000))
    // The same login, with enough time for a verdict.
    let patient = try self.client(of: account, latch, timeout: .seconds(60))
    defer {
      client.close()
      patient.close()
    }
    let outcomes = try await calls(epoch: epoch, client)
    #expect(outcomes["success"] ?? 0 > 0)

    portal.lock(account)
    // All calls start at once; those before the first verdict are sent.
    let verdicts = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<Self.workers { group.addTask { try await self.call("latched", patient).outcome } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(verdicts.contains("loginFailed, refused"))
    #expect(verdicts.allSatisfy { $0.hasPrefix("login") }, "\(verdicts)")
    let sent = portal.requestCount(of: account)
    for _ in 0..<50 {
      let verdict = try await call("latched", patient).outcome
      #expect(verdict == "loginLatched, notSent")
    }
    #expect(portal.requestCount(of: account) == sent)
    return outcomes
  }

  private func client(
    of account: String, _ latch: MemoryLoginLatch, timeout: Duration
  ) throws -> ProvisionClient {
    var configuration = ProvisionClient.Configuration(endpoint: "http://\(server.authority)/ProvisionV3.asmx")
    configuration.timeout = timeout
    configuration.contractCheck = .off
    return try ProvisionClient(
      credentials: Credentials(userName: account, password: TestLogin.password), configuration: configuration,
      transport: transport, latch: latch)
  }

  private func calls(epoch: Int, _ client: ProvisionClient) async throws -> [String: Int] {
    try await withThrowingTaskGroup(of: [String: Int].self) { group in
      for worker in 0..<Self.workers {
        group.addTask {
          var dice = Dice(seed: UInt64(epoch * Self.workers + worker))
          var outcomes: [String: Int] = [:]
          for number in 0..<(Self.callsOfAnEpoch / Self.workers) {
            let user = "user-\(epoch)-\(worker)-\(number)@acme.example.com"
            let outcome = try await self.assign(user, client, &dice)
            outcomes[outcome, default: 0] += 1
          }
          return outcomes
        }
      }
      return try await group.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    }
  }

  /// Assigns a licence as a careful caller does: it repeats after "not sent", and never after "may have applied".
  private func assign(_ user: String, _ client: ProvisionClient, _ dice: inout Dice) async throws -> String {
    var last = ""
    for _ in 0..<20 {
      let isCancelled = Int.random(in: 0..<50, using: &dice) == 0
      let turns = Int.random(in: 0..<200, using: &dice)
      let call = Task { try await self.call(user, client) }
      if isCancelled {
        for _ in 0..<turns { await Task.yield() }
        call.cancel()
      }
      let (outcome, delivery) = try await call.value
      last = outcome
      let assignments = portal.takeAssignments(of: user)
      switch delivery {
      case nil:
        #expect(assignments == 1)
        return outcome
      case .notSent: #expect(assignments == 0, "\(outcome)")
      case .refused, .answered:
        #expect(assignments == 0, "\(outcome)")
        return outcome
      case .mayHaveApplied, .onlyRead:
        // A request that was cancelled in flight may still arrive.
        #expect(assignments <= 1)
        return outcome
      }
    }
    return last
  }

  private func call(
    _ user: String, _ client: ProvisionClient
  ) async throws -> (outcome: String, delivery: Delivery?) {
    do {
      try await client.addUserLicense(
        serverHostName: "sp.example.com",
        broadworksUserId: user.contains("@") ? user : "\(user)@acme.example.com",
        license: .unityDesktop(.pro))
      return ("success", nil)
    } catch {
      return ("\(error.code), \(error.delivery.rawValue)", error.delivery)
    }
  }
}
