import Foundation
import HTTPTransport
import Support
import TestServers
import Testing

@Suite(.timeLimit(.minutes(10))) struct TransportCancellationTests {
  /// The error of a call that is cancelled at a moment.
  private func errorOfCall(
    _ request: TransportRequest, on transport: any Transport, cancelledAfter moment: () async -> Void
  ) async throws -> TransportError {
    let call = Task { try await transportError { try await transport.send(request) } }
    await moment()
    call.cancel()
    let error = try await call.value
    #expect(error.code == .cancelled)
    return error
  }

  @Test(arguments: TestedTransport.allCases)
  func cancelledTaskSendsNothing(tested: TestedTransport) async throws {
    let transport = try tested.make()
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
    // The transport still works, and this is the only request that the server received.
    _ = try await transport.send(.post(to: server.authority))
    #expect(server.requests.count == 1)
  }

  @Test(arguments: TestedTransport.allCases)
  func cancellingEndsTheCallAndTheConnection(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let received = Signal()
    let ended = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      received.fire()
      connection.waitForEnd()
      ended.fire()
    }
    defer { server.stop() }
    let error = try await errorOfCall(.post(to: server.authority), on: transport) { await received.wait() }
    #expect(error.requestMayHaveBeenSent)
    await ended.wait()
  }

  @Test(arguments: TestedTransport.allCases)
  func cancellingInTheMiddleOfABodyEndsTheCall(tested: TestedTransport) async throws {
    let transport = try tested.make()
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
    let error = try await errorOfCall(.post(to: server.authority, body: body), on: transport) {
      await begun.wait()
    }
    #expect(error.requestMayHaveBeenSent)
  }

  @Test(arguments: TestedTransport.allCases)
  func cancellingWhileWaitingForAConnectionSendsNothing(tested: TestedTransport) async throws {
    let transport = try tested.make(maximumConnectionsPerHost: 1)
    let late = try LateServer()
    defer { late.end() }
    let server = late.server
    async let first = transport.send(.post(to: server.authority))
    await late.received.wait()
    let error = try await errorOfCall(.post(to: server.authority), on: transport) {
      for _ in 0..<1000 { await Task.yield() }
    }
    #expect(!error.requestMayHaveBeenSent)
    late.release.fire()
    #expect(try await first.text == "late")
    #expect(server.requests.count == 1)
  }

  @Test(arguments: TestedTransport.allCases)
  func cancellingInTheMiddleOfAnAnswerEndsTheCall(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let begun = Signal()
    let server = try LoopbackServer { connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
      begun.fire()
      connection.waitForEnd()
    }
    defer { server.stop() }
    let error = try await errorOfCall(.post(to: server.authority), on: transport) { await begun.wait() }
    #expect(error.requestMayHaveBeenSent)
  }

  /// Cancels calls at every point, many at once.
  ///
  /// A deadlock would exceed the time limit of the suite.
  @Test(arguments: TestedTransport.allCases)
  func manyCancelledCallsLeaveTheTransportWorking(tested: TestedTransport) async throws {
    let transport = try tested.make()
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

/// The error of a cancelled call says whether it may have been sent.
@Suite(.timeLimit(.minutes(10))) struct TransportCancellationTruthTests {
  /// Cancels calls at every point; a call that was reported as not sent never arrives.
  ///
  /// `KAKAPO_CANCELLED_CALLS=50000` makes more calls.
  @Test(arguments: TestedTransport.allCases)
  func notSentIsTrue(tested: TestedTransport) async throws {
    let transport = try tested.make(maximumConnectionsPerHost: 16)
    let arrived = Locked<Set<String>>([])
    let server = try LoopbackServer(keepsRequests: false) { connection in
      while let request = connection.readRequest() {
        arrived.withLock { _ = $0.insert(String(decoding: request.body, as: UTF8.self)) }
        switch request.body.last {
        case UInt8(ascii: "7"): return
        case UInt8(ascii: "5"): connection.respond("302 Found", headers: ["Location: /elsewhere"])
        case UInt8(ascii: "3"):
          connection.respond("401 Unauthorized", headers: ["WWW-Authenticate: Basic realm=\"portal\""])
        default: connection.respond(body: "ok")
        }
      }
    }
    defer { server.stop() }
    let count = ProcessInfo.processInfo.environment["KAKAPO_CANCELLED_CALLS"].flatMap { Int($0) } ?? 4000
    let unsent = try await withThrowingTaskGroup(of: Set<String>.self) { group in
      for worker in 0..<16 {
        group.addTask {
          var dice = Dice(seed: UInt64(worker))
          var unsent: Set<String> = []
          for number in 0..<(count / 16) {
            let body = "call \(worker)-\(number)"
            let turns = Int.random(in: 0..<100, using: &dice)
            let call = Task { try await transport.send(.post(to: server.authority, body: body)) }
            for _ in 0..<turns { await Task.yield() }
            call.cancel()
            do {
              _ = try await call.value
            } catch let error as TransportError {
              if !error.requestMayHaveBeenSent { unsent.insert(body) }
            }
          }
          return unsent
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
    }
    server.stop()
    await server.waitUntilServed()
    #expect(!unsent.isEmpty)
    #expect(arrived.withLock { $0.intersection(unsent) } == [])
  }
}
