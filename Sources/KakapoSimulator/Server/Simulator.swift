import FlyingFox
import FlyingSocks
import Foundation
import KakapoProvision

/// A portal behind HTTP on this machine, with the manners of an ASP.NET `.asmx` service.
///
/// It reads requests with its own code by the contract's names, so that a mistake in the client's encoder
/// does not cancel out. It is for tests, demonstrations and trying things out: there is no TLS, and by
/// default it listens on loopback only.
///
/// ```swift
/// let portal = Portal(serverHostName: "im.example.com", credentials: credentials)
/// try await Simulator.run(portal) { simulator in
///   // call simulator.endpoint
/// }
/// ```
public final class Simulator: Sendable {
  /// The portal that the web methods reach.
  public let portal: Portal
  /// The service's URL.
  public let endpoint: String
  /// The port that the simulator listens at.
  public let port: UInt16

  private let server: HTTPServer
  private let running: Task<Void, any Error>
  private let responder: Responder

  private init(
    portal: Portal, address: String, port: UInt16, server: HTTPServer, running: Task<Void, any Error>,
    responder: Responder
  ) {
    self.portal = portal
    self.port = port
    self.endpoint = "http://\(address):\(port)\(ASMXService.path)"
    self.server = server
    self.running = running
    self.responder = responder
  }

  /// Starts a simulator and returns when it accepts connections.
  ///
  /// - Parameters:
  ///   - portal: The portal behind it.
  ///   - options: How it is set up.
  /// - Returns: The running simulator; call ``stop()`` when it is no longer needed.
  /// - Throws: ``SimulatorError`` when the address is malformed or cannot be listened at.
  public static func start(_ portal: Portal = Portal(), options: Options = Options())
    async throws(SimulatorError) -> Simulator
  {
    let responder = Responder(portal: portal, options: options)
    do {
      let server = HTTPServer(
        address: try .inet(ip4: options.address, port: options.port),
        // The server answers by itself after this time; a held or delayed call must not run into it.
        timeout: 24 * 60 * 60,
        pool: PromptSocketPool(),
        logger: .disabled,
        handler: responder)
      let listening = Task { try await server.waitUntilListening(timeout: 120) }
      let running = Task {
        // A server that ends before it listens leaves nothing to wait for.
        defer { listening.cancel() }
        try await server.run()
      }
      do {
        try await listening.value
      } catch {
        running.cancel()
        // Why it does not listen is the error of the run, not that of the wait.
        try await running.value
        throw error
      }
      guard case .ip4(_, let port)? = await server.listeningAddress else {
        await server.stop()
        throw SimulatorError("cannot listen at \(options.address):\(options.port)")
      }
      return Simulator(
        portal: portal, address: options.address, port: port, server: server, running: running,
        responder: responder)
    } catch let error as SimulatorError {
      throw error
    } catch {
      throw SimulatorError("cannot listen at \(options.address):\(options.port): \(error)")
    }
  }

  /// Runs something beside a simulator and stops the simulator afterwards, however that ends.
  ///
  /// - Parameters:
  ///   - portal: The portal behind it.
  ///   - options: How it is set up.
  ///   - body: What to do with it.
  /// - Returns: What `body` returns.
  /// - Throws: ``SimulatorError`` when it cannot be started, and what `body` throws.
  public static func run<Result: Sendable>(
    _ portal: Portal = Portal(), options: Options = Options(),
    _ body: (Simulator) async throws -> Result
  ) async throws -> Result {
    let simulator = try await start(portal, options: options)
    do {
      let result = try await body(simulator)
      await simulator.stop()
      return result
    } catch {
      await simulator.stop()
      throw error
    }
  }

  /// Stops the simulator: open connections are closed, held calls are let go.
  ///
  /// A second call does nothing.
  public func stop() async {
    responder.close()
    await server.stop()
    running.cancel()
    _ = await running.result
  }

  /// Returns when the simulator has stopped, for whatever reason.
  public func waitUntilStopped() async {
    _ = await running.result
  }
}

// MARK: - What arrived

extension Simulator {
  /// The requests that arrived, oldest first; at least the newest ``Options/maximumRecordedRequests``.
  public var requests: [ReceivedRequest] { responder.log.requests }

  /// How many calls arrived: every POST to the service, readable or not, answered or not.
  public var callCount: Int { responder.log.callCount }

  /// The calls of one web method that arrived, oldest first.
  ///
  /// - Parameter method: The method's name.
  /// - Returns: The calls, those that could not be read included.
  public func calls(of method: String) -> [ReceivedRequest] {
    requests.filter { $0.kind.isCall && $0.method == method }
  }

  /// Forgets the requests that arrived; counting begins anew.
  ///
  /// The portal is left as it is.
  public func forgetRequests() { responder.log.removeAll() }

  /// Waits until at least this many calls have arrived, answered or not, or the simulator stops.
  ///
  /// - Parameter count: The number, as in ``callCount``.
  public func waitForCalls(_ count: Int) async { await responder.log.waitForCalls(count) }
}

// MARK: - Disturbances

extension Simulator {
  /// Has the next requests answered with a disturbance.
  ///
  /// A request takes the oldest disturbance that is for it, at the moment it arrives.
  ///
  /// - Parameters:
  ///   - injection: The disturbance.
  ///   - times: For how many requests.
  ///   - target: For which requests, all calls by default.
  public func inject(_ injection: Injection, times: Int = 1, into target: InjectionTarget = .calls) {
    responder.disturbances.add(injection, times: times, target)
  }

  /// How many requests are still to be answered with a disturbance.
  public var pendingInjections: Int { responder.disturbances.pendingCount }

  /// Forgets the disturbances that no request has taken yet.
  ///
  /// Those of ``setRandomDisturbances(_:)`` stay.
  public func removeInjections() { responder.disturbances.removeAll() }

  /// Sets how long requests wait before they are carried out.
  ///
  /// Where several latencies fit a request, the longest counts.
  ///
  /// - Parameters:
  ///   - latency: How long; zero for not at all.
  ///   - target: Which requests, all calls by default.
  public func setLatency(_ latency: Duration, of target: InjectionTarget = .calls) {
    responder.disturbances.setLatency(latency, target)
  }

  /// Sets the disturbances that come by chance, in place of those before; their calls are counted from here.
  ///
  /// - Parameter disturbances: The disturbances; `nil` for none.
  public func setRandomDisturbances(_ disturbances: RandomDisturbances?) {
    responder.disturbances.setRandom(disturbances)
  }

  /// Holds calls: those that arrive from now on are neither carried out nor answered before
  /// ``releaseCalls()``.
  public func holdCalls() { responder.gate.close() }

  /// Lets held calls go on, and later ones pass.
  public func releaseCalls() { responder.gate.open() }

  /// Lets the calls go on that are held now; later ones are held as before.
  ///
  /// A call that has arrived is held a moment later: see ``waitForHeldCalls(_:)``.
  public func releaseHeldCalls() { responder.gate.letWaitingPass() }

  /// Waits until at least this many calls are held at once, or the simulator stops.
  ///
  /// - Parameter count: The number.
  public func waitForHeldCalls(_ count: Int) async { await responder.gate.waitForWaiting(count) }
}

extension Simulator {
  /// How a simulator is set up.
  public struct Options: Sendable {
    /// The IPv4 address to listen at.
    ///
    /// `127.0.0.1` by default: passwords come in plain HTTP, and the form protocol asks no questions.
    public var address = "127.0.0.1"
    /// The port; 0, the default, for any that is free.
    public var port: UInt16 = 0
    /// How long each call waits before it is carried out; none by default.
    public var latency: Duration = .zero
    /// The disturbances that come by chance; `nil`, the default, for none.
    public var randomDisturbances: RandomDisturbances?
    /// The most bytes of a request's body; 4 MiB by default, as in ASP.NET.
    public var maximumRequestBytes = 4 * 1024 * 1024
    /// The addresses requests may come from; `nil`, the default, for any.
    ///
    /// Requests from elsewhere get the web server's 403 page.
    public var allowedAddresses: Set<String>?
    /// Whether an address that is not on an Interface User's list is answered with the web server's 403 page.
    ///
    /// Otherwise the answer is `success` false. What the portal itself does is not known.
    public var answersRejectedAddressWithPage = false
    /// The shape of a fault's text.
    public var faultText = FaultText.chain
    /// Whether SOAP 1.2 is enabled, and with it routing by the body element when there is no SOAPAction.
    public var acceptsSOAP12 = true
    /// How the service differs from the contract; it does not by default.
    public var deviation = ContractDeviation()
    /// How many received requests are kept at least; 10,000 by default.
    public var maximumRecordedRequests = 10_000

    /// The defaults.
    public init() {}
  }
}

/// Why a simulator could not be started.
public struct SimulatorError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, and where.
  public let reason: String

  /// What happened, and where.
  public var description: String { reason }

  init(_ reason: String) { self.reason = reason }
}
