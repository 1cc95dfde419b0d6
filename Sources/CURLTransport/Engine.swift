import CHTTPEngine
import Foundation
import HTTPTransport
import Support

/// The thread on which libcurl works, and the way to it.
///
/// The thread sleeps while nothing is under way, and ends when the engine is closed and nothing is under way any more.
final class Engine: Sendable {
  /// What callers leave for the thread.
  private struct Inbox {
    var arrived: [Exchange] = []
    var cancelled: [Exchange] = []
    var isClosed = false
    /// Whether the thread waits and must be woken.
    var isWaiting = false
    /// Whether the thread has ended, and libcurl's part is gone.
    var hasEnded = false
    var isEmpty: Bool { arrived.isEmpty && cancelled.isEmpty }
  }

  /// The most transfers to keep for later requests.
  private static let maximumSpares = 64

  /// The thread's alone, except for waking it, which happens under the inbox's lock before the thread has ended.
  private nonisolated(unsafe) let pointer: OpaquePointer
  private let settings: Settings
  private let maximumConnectionsPerHost: Int
  private let inbox = Locked(Inbox())
  private let spares = Locked<[Transfer]>([])

  /// Starts an engine.
  ///
  /// - Parameter configuration: How to make and use connections.
  /// - Throws: ``TransportError`` if the configuration can't be used.
  init(_ configuration: CURLTransport.Configuration) throws(TransportError) {
    settings = try Settings(configuration)
    maximumConnectionsPerHost = max(1, configuration.maximumConnectionsPerHost)
    guard
      let pointer = chttp_engine_create(configuration.idleConnectionLifetime.boundedNanoseconds / 1_000_000)
    else { throw .invalid("the process has not enough memory or file descriptors for connections") }
    self.pointer = pointer
    do {
      try settings.check(on: pointer)
    } catch {
      chttp_engine_destroy(pointer)
      throw error
    }
    let engine = Unmanaged.passRetained(self)
    let isStarted = chttp_start_thread(
      { context in
        guard let context else { return }
        Unmanaged<Engine>.fromOpaque(context).takeRetainedValue().run()
      }, engine.toOpaque())
    guard isStarted else {
      engine.release()
      chttp_engine_destroy(pointer)
      throw .invalid("no thread could be started for connections")
    }
  }

  // MARK: From callers

  /// A transfer with a request.
  ///
  /// - Throws: ``TransportError`` if the request can't be sent.
  func transfer(for request: TransportRequest, route: Route) throws(TransportError) -> Transfer {
    guard
      let transfer = spares.withLock({ $0.popLast() }) ?? Transfer(engine: pointer, settings: settings)
    else { throw .noMemory }
    do {
      try transfer.prepare(request, route: route)
    } catch {
      keep(transfer)
      throw error
    }
    return transfer
  }

  /// Keeps a transfer for a later request.
  func keep(_ transfer: Transfer) {
    chttp_transfer_clear(transfer.pointer)
    spares.withLock { if $0.count < Self.maximumSpares { $0.append(transfer) } }
  }

  /// Hands an exchange to the thread; if the engine is closed, ends it.
  func submit(_ exchange: Exchange) {
    let isAccepted = post { $0.arrived.append(exchange) }
    if !isAccepted { exchange.end(.refused) }
  }

  /// Ends an exchange, now or when it arrives.
  func cancel(_ exchange: Exchange) {
    inbox.withLock { inbox in
      guard !inbox.hasEnded else { return }
      inbox.cancelled.append(exchange)
      wake(&inbox)
    }
  }

  /// Accepts no more exchanges, and closes the connections when those under way have ended.
  func close() {
    _ = post { $0.isClosed = true }
  }

  private func post(_ change: (inout Inbox) -> Void) -> Bool {
    inbox.withLock { inbox in
      guard !inbox.isClosed else { return false }
      change(&inbox)
      wake(&inbox)
      return true
    }
  }

  private func wake(_ inbox: inout Inbox) {
    guard inbox.isWaiting else { return }
    inbox.isWaiting = false
    chttp_engine_wake(pointer)
  }

  // MARK: On the thread

  private func run() {
    var loop = EngineLoop(pointer, maximumConnectionsPerHost: maximumConnectionsPerHost)
    while true {
      let (arrived, cancelled) = inbox.withLock { inbox in
        inbox.isWaiting = false
        defer {
          inbox.arrived.removeAll(keepingCapacity: true)
          inbox.cancelled.removeAll(keepingCapacity: true)
        }
        return (inbox.arrived, inbox.cancelled)
      }
      loop.turn(arrived: arrived, cancelled: cancelled)
      let timeout = loop.timeUntilNextEvent()
      let (hasEnded, mustWait) = inbox.withLock { inbox in
        inbox.hasEnded = inbox.isClosed && inbox.isEmpty && loop.isEmpty
        inbox.isWaiting = inbox.isEmpty
        return (inbox.hasEnded, inbox.isWaiting)
      }
      if hasEnded { break }
      if mustWait { chttp_engine_wait(pointer, timeout) }
    }
    chttp_engine_destroy(pointer)
  }
}
