import SOAP
import TestTurns
import Testing

@Suite(.timeLimit(.minutes(10)), .inTurn) struct URLSessionTransportCancellationTests {
  let transport = URLSessionTransport()

  @Test func cancelledTaskSendsNothing() async throws {
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    let started = Signal()
    let task = Task {
      await started.wait()
      return try await transportError { try await transport.send(.post(to: server.authority)) }
    }
    task.cancel()
    started.fire()
    let error = try await task.value
    #expect(error.code == .cancelled)
    #expect(!error.requestMayHaveBeenSent)
    // The transport still works, and this is the only request the server ever saw.
    _ = try await transport.send(.post(to: server.authority))
    #expect(server.requests.count == 1)
  }

  @Test func cancellingEndsTheCallAndTheConnection() async throws {
    let received = Signal()
    let ended = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      received.fire()
      connection.waitForEnd()
      ended.fire()
    }
    defer { server.stop() }
    let task = Task {
      try await transportError { try await transport.send(.post(to: server.authority)) }
    }
    await received.wait()
    task.cancel()
    let error = try await task.value
    #expect(error.code == .cancelled)
    #expect(error.requestMayHaveBeenSent)
    await ended.wait()
  }

  @Test func cancellingInTheMiddleOfABodyEndsTheCall() async throws {
    let begun = Signal()
    let release = Signal()
    let server = try LoopbackServer { connection in
      _ = connection.readRequest(maximumBodyBytes: 1)
      begun.fire()
      release.block()
    }
    defer {
      release.fire()
      server.stop()
    }
    let body = String(repeating: "x", count: 1 << 24)
    let task = Task {
      try await transportError { try await transport.send(.post(to: server.authority, body: body)) }
    }
    await begun.wait()
    task.cancel()
    let error = try await task.value
    #expect(error.code == .cancelled)
    #expect(error.requestMayHaveBeenSent)
  }

  @Test func cancellingWhileWaitingForAConnectionSendsNothing() async throws {
    let transport = URLSessionTransport(
      configuration: .init(maximumConnectionsPerHost: 1), stopConfirmation: .seconds(60),
      now: { ContinuousClock.now })
    let received = Signal()
    let release = Signal()
    let server = try LoopbackServer { connection in
      while connection.readRequest() != nil {
        received.fire()
        release.block()
        connection.respond(body: "late")
      }
    }
    defer {
      release.fire()
      server.stop()
    }
    async let first = transport.send(.post(to: server.authority))
    await received.wait()
    let task = Task {
      try await transportError { try await transport.send(.post(to: server.authority)) }
    }
    for _ in 0..<1000 { await Task.yield() }
    task.cancel()
    let error = try await task.value
    #expect(error.code == .cancelled)
    #expect(!error.requestMayHaveBeenSent)
    release.fire()
    #expect(try await first.text == "late")
    #expect(server.requests.count == 1)
  }

  @Test func cancellingInTheMiddleOfAnAnswerEndsTheCall() async throws {
    let begun = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
      begun.fire()
      connection.waitForEnd()
    }
    defer { server.stop() }
    let task = Task {
      try await transportError { try await transport.send(.post(to: server.authority)) }
    }
    await begun.wait()
    task.cancel()
    let error = try await task.value
    #expect(error.code == .cancelled)
    #expect(error.requestMayHaveBeenSent)
  }

  /// Cancellation at every point of a call, many at once.
  ///
  /// A deadlock shows as the time limit of the suite.
  @Test func manyCancelledCallsLeaveTheTransportWorking() async throws {
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    for round in 0..<10 {
      await withTaskGroup(of: Void.self) { group in
        for index in 0..<100 {
          let task = Task {
            do {
              _ = try await transport.send(.post(to: server.authority))
            } catch let error as TransportError {
              #expect(error.code == .cancelled)
            }
          }
          group.addTask {
            for _ in 0..<(index * round) { await Task.yield() }
            task.cancel()
            _ = await task.result
          }
        }
      }
      let response = try await transport.send(.post(to: server.authority))
      #expect(response.text == "ok")
    }
  }
}
