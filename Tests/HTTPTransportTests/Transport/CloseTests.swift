import HTTPTransport
import TestServers
import Testing

@Suite(.timeLimit(.minutes(10))) struct TransportCloseTests {
  @Test(arguments: TestedTransport.allCases)
  func closedTransportSendsNothing(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let ended = Signal()
    let server = try LoopbackServer { connection in
      connection.respondToAll()
      ended.fire()
    }
    defer { server.stop() }
    _ = try await transport.send(.post(to: server.authority))
    transport.close()
    transport.close()
    await ended.wait()
    for request in [TransportRequest.post(to: server.authority), .get(from: server.authority)] {
      let error = try await transportError { try await transport.send(request) }
      #expect(error.code == .closed)
      #expect(!error.requestMayHaveBeenSent)
    }
    #expect(server.connectionCount == 1)
  }

  @Test(arguments: TestedTransport.allCases)
  func closingLetsRunningRequestsFinish(tested: TestedTransport) async throws {
    let transport = try tested.make()
    let late = try LateServer()
    defer { late.end() }
    async let response = transport.send(.post(to: late.server.authority))
    await late.received.wait()
    transport.close()
    late.release.fire()
    #expect(try await response.text == "late")
  }

  /// A task on an invalidated session would end the process.
  @Test(arguments: TestedTransport.allCases)
  func closingAmidRequestsIsSafe(tested: TestedTransport) async throws {
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    for _ in 0..<20 {
      let transport = try tested.make()
      await withTaskGroup(of: Void.self) { group in
        for index in 0..<20 {
          group.addTask {
            if index == 10 { transport.close() }
            do {
              _ = try await transport.send(.post(to: server.authority))
            } catch {
              #expect((error as? TransportError)?.code == .closed)
            }
          }
        }
      }
    }
  }

  @Test(arguments: TestedTransport.allCases)
  func forgottenTransportClosesItsConnections(tested: TestedTransport) async throws {
    let ended = Signal()
    let server = try LoopbackServer { connection in
      connection.respondToAll()
      ended.fire()
    }
    defer { server.stop() }
    var transport: (any ClosableTransport)? = try tested.make()
    _ = try await transport?.send(.post(to: server.authority))
    transport = nil
    await ended.wait()
    #expect(server.connectionCount == 1)
  }
}
