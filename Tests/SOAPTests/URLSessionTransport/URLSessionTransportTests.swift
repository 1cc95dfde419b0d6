import HTTPTypes
import SOAP
import TestServers
import TestTurns
import Testing

/// What only URLSession does.
@Suite(.timeLimit(.minutes(10)), .inTurn) struct URLSessionTransportTests {
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

  /// Foundation on Linux reads to the end of the connection instead.
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
