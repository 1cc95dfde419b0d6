import CHTTPEngine
import HTTPTransport
import TestServers
import Testing

@testable import CURLTransport

/// Orders of events that calls bring about only now and then.
@Suite(.timeLimit(.minutes(10))) struct EngineTests {
  @Test func exchangeThatIsCancelledBeforeItArrivesIsNotSent() async throws {
    let server = try LoopbackServer { $0.respondToAll() }
    defer { server.stop() }
    let engine = try Engine(.init())
    defer { engine.close() }
    let request = TransportRequest.post(to: server.authority)
    let route = try Route(for: request, proxies: ProxyRules(.none))
    let transfer = try engine.transfer(for: request, route: route)
    let exchange = Exchange(transfer, origin: route.origin, timeout: .seconds(60))
    exchange.cancel()
    engine.cancel(exchange)
    // An exchange that comes later shows that the engine has seen it.
    #expect(try await engine.ending(of: request, route) == .done)
    await withCheckedContinuation { continuation in
      exchange.open(continuation)
      engine.submit(exchange)
    }
    #expect(exchange.ending == .cancelled)
    #expect(!transfer.outcome.may_have_been_sent)
    #expect(server.requests.count == 1)
  }

  /// The message to cancel an exchange comes late, when its transfer has another one.
  @Test func lateCancellationEndsNoOtherExchange() async throws {
    let late = try LateServer()
    defer { late.end() }
    let engine = try Engine(.init())
    defer { engine.close() }
    let request = TransportRequest.post(to: late.server.authority)
    let route = try Route(for: request, proxies: ProxyRules(.none))
    let transfer = try engine.transfer(for: request, route: route)
    let (first, second) = (
      Exchange(transfer, origin: route.origin, timeout: .zero),
      Exchange(transfer, origin: route.origin, timeout: .seconds(600))
    )
    for exchange in [first, second] {
      async let waiting: Void = withCheckedContinuation { continuation in
        exchange.open(continuation)
        engine.submit(exchange)
      }
      if exchange === second {
        await late.received.wait()
        engine.cancel(first)
        late.release.fire()
      }
      await waiting
    }
    #expect(first.ending == .timedOut && second.ending == .done)
  }
}

extension Engine {
  /// Sends a request, and waits for its end.
  fileprivate func ending(of request: TransportRequest, _ route: Route) async throws -> Exchange.Ending {
    let exchange = Exchange(
      try transfer(for: request, route: route), origin: route.origin, timeout: .seconds(60))
    await withCheckedContinuation { continuation in
      exchange.open(continuation)
      submit(exchange)
    }
    return exchange.ending
  }
}
