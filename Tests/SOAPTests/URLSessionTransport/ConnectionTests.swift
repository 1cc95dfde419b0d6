import HTTPTypes
import SOAP
import TestTurns
import Testing

/// Connections are reused while they can be trusted.
@Suite(.timeLimit(.minutes(10)), .inTurn) struct URLSessionTransportConnectionTests {
  /// A clock that a test moves.
  private final class ManualClock: Sendable {
    private let offset = Locked(Duration.zero)
    private let start = ContinuousClock.now
    func advance(by duration: Duration) { offset.withLock { $0 += duration } }
    var now: ContinuousClock.Instant { start + offset.withLock { $0 } }
  }

  /// For tests of reuse, which must not depend on how fast they run.
  private static let patient = URLSessionTransport.Configuration(idleConnectionLifetime: .seconds(86_400))

  @Test func connectionIsKeptAlive() async throws {
    let clock = ManualClock()
    let transport = URLSessionTransport(now: { clock.now })
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    for _ in 1...3 {
      _ = try await transport.send(.post(to: server.authority))
      clock.advance(by: .seconds(4))
    }
    #expect(server.connectionCount == 1)
  }

  @Test func connectionIdleForTooLongIsReplaced() async throws {
    let clock = ManualClock()
    let transport = URLSessionTransport(
      configuration: .init(idleConnectionLifetime: .seconds(2)), now: { clock.now })
    let firstEnded = Signal()
    let server = try LoopbackServer { connection in
      connection.respondToAll()
      if connection.number == 1 { firstEnded.fire() }
    }
    defer { server.stop() }
    _ = try await transport.send(.post(to: server.authority))
    clock.advance(by: .milliseconds(2001))
    _ = try await transport.send(.post(to: server.authority))
    #expect(server.requests.map(\.connection) == [1, 2])
    await firstEnded.wait()
  }

  @Test func runningRequestOutlivesTheReplacement() async throws {
    let clock = ManualClock()
    let transport = URLSessionTransport(now: { clock.now })
    let received = Signal()
    let release = Signal()
    let server = try LoopbackServer { connection in
      while let request = connection.readRequest() {
        if request.body == Array("slow".utf8) {
          received.fire()
          release.block()
        }
        connection.respond(body: "answer")
      }
    }
    defer {
      release.fire()
      server.stop()
    }
    _ = try await transport.send(.post(to: server.authority))
    async let slow = transport.send(.post(to: server.authority, body: "slow"))
    await received.wait()
    clock.advance(by: .seconds(5))
    #expect(try await transport.send(.post(to: server.authority)).text == "answer")
    release.fire()
    #expect(try await slow.text == "answer")
    #expect(server.connectionCount == 2)
  }

  @Test func connectionsToOneHostAreLimited() async throws {
    let transport = URLSessionTransport(
      configuration: .init(maximumConnectionsPerHost: 2, idleConnectionLifetime: .seconds(86_400)))
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<40 {
        group.addTask { _ = try await transport.send(.post(to: server.authority)) }
      }
      try await group.waitForAll()
    }
    #expect(server.requests.count == 40)
    #expect((1...2).contains(server.connectionCount))
  }

  /// The server reads a request on a reused connection and closes: it may have carried it out.
  @Test(arguments: [false, true])
  func requestOnADyingConnectionIsNotSentAgain(byReset: Bool) async throws {
    let transport = URLSessionTransport(configuration: Self.patient)
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.respond(body: "first")
      guard connection.readRequest() != nil else { return }
      if byReset { connection.reset() }
    }
    defer { server.stop() }
    _ = try await transport.send(.post(to: server.authority, body: "one"))
    // Without care this call lasts until its timeout of ten minutes.
    let error = try await transportError {
      try await transport.send(.post(to: server.authority, body: "two"))
    }
    #expect(error.code == .connectionLost)
    #expect(error.requestMayHaveBeenSent)
    #expect(server.requests.filter { $0.body == Array("two".utf8) }.count == 1)
    // Others are not held up by the connection that was lost.
    #expect(try await transport.send(.post(to: server.authority, body: "three")).text == "first")
    #expect(server.requests.filter { $0.body == Array("two".utf8) }.count == 1)
  }

  /// Without a body the engine would repeat the request unasked.
  @Test(arguments: [false, true])
  func requestWithoutBodyIsNotSentAgain(isPost: Bool) async throws {
    let transport = URLSessionTransport(configuration: Self.patient)
    let server = try LoopbackServer { connection in
      guard let request = connection.readRequest() else { return }
      guard !request.body.isEmpty else { return }
      connection.respond()
      _ = connection.readRequest()
    }
    defer { server.stop() }
    _ = try await transport.send(.post(to: server.authority))
    var request = TransportRequest.get(from: server.authority)
    if isPost { request.head.method = .post }
    let error = try await transportError { try await transport.send(request) }
    #expect(error.code == .connectionLost)
    #expect(error.requestMayHaveBeenSent)
    #expect(server.requests.filter(\.body.isEmpty).count == 1)
  }

  /// The server closes after each answer and says so.
  @Test func connectionThatTheServerEndsIsNotUsedAgain() async throws {
    let transport = URLSessionTransport(configuration: Self.patient)
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.respond(headers: ["Connection: close"], body: "bye")
    }
    defer { server.stop() }
    for _ in 1...10 {
      #expect(try await transport.send(.post(to: server.authority)).text == "bye")
    }
    #expect(server.requests.count == 10)
  }
}
