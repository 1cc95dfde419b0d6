import CHTTPEngine
import Foundation
public import HTTPTransport
import HTTPTypes
import Support

/// A transport on libcurl, for high load, private certificates, proxies and servers that misbehave.
///
/// It sends a request once and returns the server's answer. It follows no redirect, answers no authentication
/// challenge, repeats nothing, and keeps no cookie, credential or answer. It uses HTTP/1.1, decompresses bodies in
/// `gzip`, keeps connections alive and reuses them. It checks a server's certificate and name, always.
///
/// It needs libcurl 7.80 or newer. To build it, install `libcurl4-openssl-dev` and `zlib1g-dev` (Debian,
/// Ubuntu) or the like.
///
/// The caller can safely repeat a request if `TransportError.requestMayHaveBeenSent` is `false`, or if the operation
/// itself is safe to repeat.
///
/// Any number of tasks may share an instance. It has one thread, which sleeps while no request is under way.
public final class CURLTransport: Transport {
  private let engine: Engine
  private let proxies: ProxyRules
  private let lastRoute = Locked<Route?>(nil)

  /// Creates a transport.
  ///
  /// - Parameter configuration: How to make and use connections.
  /// - Throws: `TransportError` with `TransportError.Code.invalidRequest` if a certificate or a key can't be used,
  ///   a proxy can't be used, or libcurl is too old.
  public init(configuration: Configuration = Configuration()) throws(TransportError) {
    proxies = try ProxyRules(configuration.proxy)
    engine = try Engine(configuration)
  }

  deinit {
    engine.close()
  }

  /// Sends one request and returns the server's answer, whatever its status.
  ///
  /// The timeout covers everything: waiting for a free connection, connecting, sending, and the answer to its last
  /// byte. If the calling task is cancelled, the call ends at once. A task that is already cancelled sends nothing.
  ///
  /// - Parameter request: The request, with the limits of its answer.
  /// - Returns: The answer, with its complete, decompressed body and its original header fields.
  /// - Throws: `TransportError`.
  public func send(_ request: TransportRequest) async throws -> TransportResponse {
    try request.checkFraming()
    let route = try route(for: request)
    guard !Task.isCancelled else { throw TransportError.cancelledBeforeItWasSent }
    let transfer = try engine.transfer(for: request, route: route)
    defer { engine.keep(transfer) }
    let exchange = Exchange(transfer, origin: route.origin, timeout: request.timeout)
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        exchange.open(continuation)
        engine.submit(exchange)
      }
    } onCancel: {
      exchange.cancel()
      engine.cancel(exchange)
    }
    // Takes the exchange's lock, with which the engine has handed the transfer back.
    let ending = exchange.ending
    let outcome = transfer.outcome
    let summary = RequestSummary(request, proxy: route.proxy?.name)
    switch ending {
    case .done: return try outcome.answer(to: summary, limit: request.maximumResponseBytes)
    case .refused: throw TransportError.transportClosed
    case .cancelled:
      throw TransportError(
        .cancelled, requestMayHaveBeenSent: outcome.may_have_been_sent, reason: "the call was cancelled")
    case .timedOut:
      throw TransportError(
        .timedOut, requestMayHaveBeenSent: outcome.may_have_been_sent,
        reason: TransportError.noAnswer(of: summary, within: request.timeout))
    }
  }

  private func route(for request: TransportRequest) throws(TransportError) -> Route {
    if let last = lastRoute.withLock({ $0 }), last.fits(request.head) { return last }
    let route = try Route(for: request, proxies: proxies)
    lastRoute.withLock { $0 = route }
    return route
  }

  /// Refuses all further requests.
  ///
  /// Requests under way are completed. Later ones fail with `TransportError.Code.closed`, unsent. A second call has
  /// no effect.
  public func close() {
    engine.close()
  }
}

extension CURLTransport: CustomReflectable {
  /// A mirror without children: the passwords of the proxy and of the key are among them.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
