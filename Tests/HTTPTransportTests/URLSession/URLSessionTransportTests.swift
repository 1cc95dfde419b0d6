import HTTPTransport
import HTTPTypes
import Support
import TestServers
import Testing

/// Behaviour that only the URLSession transport has.
@Suite(.timeLimit(.minutes(10))) struct URLSessionTransportTests {
  /// A clock that a test moves.
  private final class ManualClock: Sendable {
    private let offset = Locked(Duration.zero)
    private let start = ContinuousClock.now
    func advance(by duration: Duration) { offset.withLock { $0 += duration } }
    var now: ContinuousClock.Instant { start + offset.withLock { $0 } }
  }

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

  /// A transport with a manual clock, and a server that answers some bodies only when the test releases them.
  private struct HoldingSite {
    let clock = ManualClock()
    let transport: URLSessionTransport
    let server: LoopbackServer
    /// For each held body, a signal that it has arrived and a signal to wait for; at first only for `slow`.
    let holds: Locked<[String: (Signal, Signal)]>
    let received = Signal()
    let release = Signal()

    init() throws {
      transport = URLSessionTransport(now: { [clock] in clock.now })
      let holds = Locked(["slow": (received, release)])
      self.holds = holds
      server = try LoopbackServer { connection in
        while let request = connection.readRequest() {
          let body = String(decoding: request.body, as: UTF8.self)
          if let (received, release) = holds.withLock({ $0[body] }) {
            received.fire()
            release.block()
          }
          connection.respond(body: "answer")
        }
      }
    }

    func end() {
      release.fire()
      server.stop()
    }
  }

  /// Of two connections, one is used all the time and the other never again.
  @Test func connectionIdleForTooLongIsReplacedWhileOthersAreUsed() async throws {
    let site = try HoldingSite()
    defer { site.end() }
    let (clock, transport, server) = (site.clock, site.transport, site.server)
    async let slow = transport.send(.post(to: server.authority, body: "slow"))
    await site.received.wait()
    _ = try await transport.send(.post(to: server.authority))
    site.release.fire()
    _ = try await slow
    #expect(server.connectionCount == 2)
    for _ in 1...4 {
      clock.advance(by: .seconds(1))
      _ = try await transport.send(.post(to: server.authority))
    }
    #expect(server.connectionCount == 2)
    clock.advance(by: .milliseconds(1))
    // Two calls at a time, so that one connection isn't enough.
    let (again, end) = (Signal(), Signal())
    let body = "slow again"
    site.holds.withLock { $0[body] = (again, end) }
    async let second = transport.send(.post(to: server.authority, body: body))
    await again.wait()
    _ = try await transport.send(.post(to: server.authority))
    end.fire()
    _ = try await second
    #expect(server.requests.suffix(2).map(\.connection).sorted() == [1, 3])
  }

  @Test func connectionsThatAreAllUsedAreKept() async throws {
    let site = try HoldingSite()
    defer { site.end() }
    let (clock, transport, server) = (site.clock, site.transport, site.server)
    async let slow = transport.send(.post(to: server.authority, body: "slow"))
    await site.received.wait()
    for _ in 1...3 {
      clock.advance(by: .seconds(3))
      _ = try await transport.send(.post(to: server.authority))
    }
    #expect(server.connectionCount == 2)
    site.release.fire()
    _ = try await slow
  }

  @Test func connectionToAnotherHostDoesNotUseThisOne() async throws {
    let clock = ManualClock()
    let transport = URLSessionTransport(now: { clock.now })
    let (first, second) = (try LoopbackServer { $0.respondToAll() }, try LoopbackServer { $0.respondToAll() })
    defer {
      first.stop()
      second.stop()
    }
    _ = try await transport.send(.post(to: first.authority))
    for _ in 1...3 {
      clock.advance(by: .seconds(2))
      _ = try await transport.send(.post(to: second.authority))
    }
    _ = try await transport.send(.post(to: first.authority))
    #expect(first.requests.map(\.connection) == [1, 2])
  }

  @Test func runningRequestOutlivesTheReplacement() async throws {
    let site = try HoldingSite()
    defer { site.end() }
    let (clock, transport, server) = (site.clock, site.transport, site.server)
    async let slow = transport.send(.post(to: server.authority, body: "slow"))
    await site.received.wait()
    _ = try await transport.send(.post(to: server.authority))
    clock.advance(by: .seconds(5))
    #expect(try await transport.send(.post(to: server.authority)).text == "answer")
    site.release.fire()
    #expect(try await slow.text == "answer")
    #expect(server.requests.map(\.connection).max() == 3)
  }

  /// Foundation on Linux would read to the end of the connection instead.
  @Test func lengthBeyondAllNumbersIsTooLarge() async throws {
    let ended = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")
      connection.waitForEnd()
      ended.fire()
    }
    defer { server.stop() }
    let error = try await transportError {
      try await URLSessionTransport().send(.post(to: server.authority))
    }
    #expect(error.code == .responseTooLarge)
    #expect(error.requestMayHaveBeenSent)
    await ended.wait()
  }

  #if os(Linux)
  @Test func numericIPv6HostIsRefusedByName() async throws {
    let error = try await transportError { try await URLSessionTransport().send(.post(to: "[::1]:80")) }
    #expect(error.code == .invalidRequest)
    #expect(error.reason.contains("[::1]:80"))
  }
  #endif
}
