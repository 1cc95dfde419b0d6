import FlyingFox
import FlyingSocks
import Foundation
import KakapoProvision

/// A portal behind HTTP on this machine, which behaves like an ASP.NET `.asmx` service.
///
/// It reads requests with its own code by the contract's names, so that a mistake in the client's encoder does not
/// cancel out. It is for tests, demonstrations and experiments. There is no TLS, and by default it listens on
/// loopback only.
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
  /// The port of the simulator.
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
  ///   - options: The options.
  /// - Returns: The running simulator; call ``stop()`` when it is no longer needed.
  /// - Throws: ``SimulatorError`` when the address is malformed or not available.
  public static func start(_ portal: Portal = Portal(), options: Options = Options())
    async throws(SimulatorError) -> Simulator
  {
    let responder = Responder(portal: portal, options: options)
    do {
      let server = HTTPServer(
        address: try .inet(ip4: options.address, port: options.port),
        // The server itself answers after this time, which must not happen to a held or delayed call.
        timeout: 24 * 60 * 60,
        pool: PromptSocketPool(),
        logger: .disabled,
        handler: responder)
      let listening = Task { try await server.waitUntilListening(timeout: 120) }
      let running = Task {
        // Ends the wait when the server ends before it listens.
        defer { listening.cancel() }
        try await server.run()
      }
      do {
        try await listening.value
      } catch {
        running.cancel()
        // The error of the run has the reason, unlike that of the wait.
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

  /// Runs code with a simulator, and stops the simulator afterwards, even after an error.
  ///
  /// - Parameters:
  ///   - portal: The portal behind it.
  ///   - options: The options.
  ///   - body: The code.
  /// - Returns: The result of `body`.
  /// - Throws: ``SimulatorError`` when the simulator cannot start, and the errors of `body`.
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

  /// Stops the simulator: closes open connections, and releases held calls.
  ///
  /// A second call does nothing.
  public func stop() async {
    responder.close()
    await server.stop()
    running.cancel()
    _ = await running.result
  }

  /// Returns when the simulator has stopped, for any reason.
  public func waitUntilStopped() async {
    _ = await running.result
  }
}

// MARK: - What arrived

extension Simulator {
  /// The received requests, oldest first; at least the newest ``Options/maximumRecordedRequests``.
  public var requests: [ReceivedRequest] { responder.log.requests }

  /// The number of received calls: every POST to the service, readable or not, answered or not.
  public var callCount: Int { responder.log.callCount }

  /// The received calls of a web method, oldest first.
  ///
  /// - Parameter method: The method's name.
  /// - Returns: The calls, including unreadable ones.
  public func calls(of method: String) -> [ReceivedRequest] {
    requests.filter { $0.kind.isCall && $0.method == method }
  }

  /// Forgets the received requests and begins to count again.
  ///
  /// The portal does not change.
  public func forgetRequests() { responder.log.removeAll() }

  /// Waits until at least this many calls have arrived, answered or not, or the simulator stops.
  ///
  /// - Parameter count: The number, as in ``callCount``.
  public func waitForCalls(_ count: Int) async { await responder.log.waitForCalls(count) }
}

// MARK: - Disturbances

extension Simulator {
  /// Answers the next requests with a disturbance.
  ///
  /// On arrival, a request takes the oldest disturbance that applies to it.
  ///
  /// - Parameters:
  ///   - injection: The disturbance.
  ///   - times: The number of requests.
  ///   - target: The requests that it applies to; by default all calls.
  public func inject(_ injection: Injection, times: Int = 1, into target: InjectionTarget = .calls) {
    responder.disturbances.add(injection, times: times, target)
  }

  /// The number of disturbances that still wait for a request.
  public var pendingInjections: Int { responder.disturbances.pendingCount }

  /// Forgets the disturbances that no request has taken yet.
  ///
  /// Those of ``setRandomDisturbances(_:)`` stay.
  public func removeInjections() { responder.disturbances.removeAll() }

  /// Sets the wait of requests before they are carried out.
  ///
  /// If several latencies apply to a request, the longest counts.
  ///
  /// - Parameters:
  ///   - latency: The wait; zero for none.
  ///   - target: The requests that it applies to; by default all calls.
  public func setLatency(_ latency: Duration, of target: InjectionTarget = .calls) {
    responder.disturbances.setLatency(latency, target)
  }

  /// Sets the random disturbances, which replace the previous ones; their count of calls begins here.
  ///
  /// - Parameter disturbances: The disturbances; `nil` for none.
  public func setRandomDisturbances(_ disturbances: RandomDisturbances?) {
    responder.disturbances.setRandom(disturbances)
  }

  /// Holds calls: those that arrive from now on are neither carried out nor answered before
  /// ``releaseCalls()``.
  public func holdCalls() { responder.gate.close() }

  /// Releases held calls, and lets later ones pass.
  public func releaseCalls() { responder.gate.open() }

  /// Releases the calls that are held now, and holds later ones as before.
  ///
  /// A call is held only a moment after its arrival: see ``waitForHeldCalls(_:)``.
  public func releaseHeldCalls() { responder.gate.letWaitingPass() }

  /// Waits until at least this many calls are held at the same time, or the simulator stops.
  ///
  /// - Parameter count: The number.
  public func waitForHeldCalls(_ count: Int) async { await responder.gate.waitForWaiting(count) }
}

extension Simulator {
  /// The options of a simulator.
  public struct Options: Sendable {
    /// The IPv4 address to listen at.
    ///
    /// It is `127.0.0.1` by default: passwords arrive in plain HTTP, and the form protocol asks no questions.
    public var address = "127.0.0.1"
    /// The port; 0, the default, for any free one.
    public var port: UInt16 = 0
    /// The wait of each call before it is carried out; none by default.
    public var latency: Duration = .zero
    /// The random disturbances; `nil`, the default, for none.
    public var randomDisturbances: RandomDisturbances?
    /// The maximum number of bytes in a request's body; 4 MiB by default, as in ASP.NET.
    public var maximumRequestBytes = 4 * 1024 * 1024
    /// The addresses from which requests may come; `nil`, the default, for any.
    ///
    /// Requests from other addresses get the web server's 403 page.
    public var allowedAddresses: Set<String>?
    /// Whether an address that isn't on an Interface User's list gets the web server's 403 page.
    ///
    /// Otherwise the answer is `success` false. The behaviour of the real portal is unknown.
    public var answersRejectedAddressWithPage = false
    /// The form of a fault's text.
    public var faultText = FaultText.chain
    /// Whether SOAP 1.2 is enabled, and with it the routing by the body element without a SOAPAction.
    public var acceptsSOAP12 = true
    /// The differences of the service from the contract; none by default.
    public var deviation = ContractDeviation()
    /// The minimum number of received requests that are kept; 10,000 by default.
    public var maximumRecordedRequests = 10_000

    /// The defaults.
    public init() {}
  }
}

/// Why a simulator did not start.
public struct SimulatorError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, and where.
  public let reason: String

  /// What happened, and where.
  public var description: String { reason }

  init(_ reason: String) { self.reason = reason }
}
