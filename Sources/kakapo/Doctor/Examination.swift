import ArgumentParser
import Foundation
import KakapoProvision
import WSDL

/// The walk from the endpoint's spelling to its contract, without credentials.
struct Examination {
  /// The steps of the walk, in their order.
  static let steps: [DoctorStep] = [.endpoint, .proxy, .name, .tcp, .tls, .http, .wsdl, .contract]

  private let endpoint: String
  private let transport: TransportOptions
  private let deadline: ContinuousClock.Instant

  /// Prepares a walk; its time begins now.
  ///
  /// - Parameters:
  ///   - endpoint: The address of the service.
  ///   - timeout: The maximum time of the whole walk.
  ///   - transport: The options of the transport for the one request.
  init(of endpoint: String, timeout: Duration, via transport: TransportOptions) {
    self.endpoint = endpoint
    self.transport = transport
    deadline = .now + timeout
  }

  /// Walks as far as it can.
  ///
  /// - Parameter findings: Receives the findings, including those for steps that were not reached.
  func run(_ findings: inout DoctorFindings) async {
    var step = DoctorStep.endpoint
    do throws(DoctorProblem) {
      let address = try parse()
      findings.add(
        .ok(.endpoint, "\(endpoint): \(address.scheme) to \(address.host), port \(address.port)"))
      step = .proxy
      let proxy = try ProxyEnvironment(for: address)
      findings.add(.ok(.proxy, Examination.describe(proxy, for: address)))
      step = .name
      let peer =
        proxy.proxy.map { (host: $0.host, port: $0.port) } ?? (host: address.host, port: address.port)
      let addresses = try await NameResolution.addresses(of: peer.host, port: peer.port, within: rest)
      findings.add(.ok(.name, "\(peer.host) resolves to \(addresses.map(\.text).joined(separator: ", "))"))
      step = .tcp
      findings.add(.ok(.tcp, try await connect(to: addresses, port: peer.port, proxy)))
      step = address.isSecure ? .tls : .http
      let answer = try await fetch(from: address, &step, &findings)
      step = .http
      if let problem = answer.statusProblem { throw DoctorProblem(problem) }
      findings.add(.ok(.http, "HTTP 200 with \(answer.body.count) bytes of \(answer.mediaType)"))
      step = .wsdl
      let reading = try await Examination.read(answer)
      findings.add(.ok(.wsdl, Examination.describe(reading)))
      step = .contract
      findings.add(.ok(.contract, try Examination.compare(reading, address)))
    } catch {
      findings.add(.failed(step, error))
      findings.skip(Examination.steps)
    }
  }

  /// The remaining time, in whole milliseconds.
  private var rest: Duration {
    .milliseconds(Int(max(1, (deadline - .now) / .milliseconds(1))))
  }

  private func parse() throws(DoctorProblem) -> ContractAddress {
    do {
      return try ContractAddress(endpoint: endpoint)
    } catch let error as ProvisionError {
      throw DoctorProblem(error)
    } catch {
      throw DoctorProblem("\(error)", advice: "Give another --endpoint.", status: .misuse)
    }
  }

  private static func describe(_ proxy: ProxyEnvironment, for address: ContractAddress) -> String {
    guard let variable = proxy.variable else { return "none is set; the connection is direct" }
    guard let peer = proxy.proxy else {
      return "\(variable) is set, but no_proxy contains \(address.host); the connection is direct"
    }
    return "\(variable) is set, and no_proxy does not contain \(address.host); the connection goes to the "
      + "proxy \(peer.host), port \(peer.port)"
  }

  /// Tries the addresses, and leaves enough time for the next steps.
  private func connect(
    to addresses: [SocketAddress], port: Int, _ proxy: ProxyEnvironment
  ) async throws(DoctorProblem) -> String {
    var reached: [String] = []
    var failures: [(address: String, code: Int32)] = []
    let tried = addresses.prefix(8)
    for (position, address) in tried.enumerated() {
      let share = rest / (2 * (tried.count - position))
      let code = await ConnectionProbe.errorCode(connectingTo: address, within: share)
      if code == 0 { reached.append(address.text) } else { failures.append((address.text, code)) }
    }
    let words = failures.map { "\($0.address): \(Examination.words(for: $0.code))" }.joined(separator: "; ")
    guard let failure = failures.first, reached.isEmpty else {
      return "port \(port) is open at \(reached.joined(separator: ", "))"
        + (words.isEmpty ? "" : ", but not at \(words)")
    }
    throw DoctorProblem(
      "no connection to port \(port) at \(words)",
      advice: Examination.advice(for: failure.code)
        + (proxy.proxy == nil ? "" : " This is the proxy of \(proxy.variable ?? "the environment")."),
      status: .unreachable)
  }

  private static func words(for code: Int32) -> String {
    code == ETIMEDOUT ? "no answer in time" : String(cString: strerror(code)).lowercased()
  }

  private static func advice(for code: Int32) -> String {
    switch code {
    case ECONNREFUSED:
      "Nothing listens there, or a firewall rejects the connection. Check the host and the port."
    case ETIMEDOUT:
      "A firewall probably drops the connection, here or at the portal. Have outgoing connections to that "
        + "port allowed, and this machine's public address added to the portal's access list."
    case ENETUNREACH, EHOSTUNREACH: "This machine cannot reach that network. Check its routes."
    default: "Check the network."
    }
  }

  /// Makes one request, which shows whether TLS and HTTP work.
  private func fetch(
    from address: ContractAddress, _ step: inout DoctorStep, _ findings: inout DoctorFindings
  ) async throws(DoctorProblem) -> ContractAnswer {
    if !address.isSecure {
      findings.add(
        .skipped(
          .tls,
          "http to this machine's own address does not use it"))
    }
    let transport = try makeTransport()
    do throws(TransportTrouble) {
      let response = try await ContractDownload.response(from: address, timeout: rest, via: transport)
      if address.isSecure {
        findings.add(.ok(.tls, "the certificate of \(address.host) is trusted"))
      }
      return ContractAnswer(
        response, location: address.location, imports: ContractFetch(via: transport, until: deadline))
    } catch {
      if address.isSecure, error.stage == .answer {
        findings.add(.ok(.tls, "no problem found"))
        step = .http
      }
      throw DoctorProblem(
        error.event, advice: error.advice, status: error.stage == .request ? .misuse : .unreachable)
    }
  }

  private func makeTransport() throws(DoctorProblem) -> any Transport {
    do {
      return try transport.makeTransport()
    } catch let error as ValidationError {
      throw DoctorProblem(error.message, advice: "", status: .misuse)
    } catch {
      throw DoctorProblem("\(error)", advice: "", status: .unexpected)
    }
  }

  private static func read(_ answer: ContractAnswer) async throws(DoctorProblem) -> ContractReading {
    do {
      return ContractReading(try await answer.documents().reading)
    } catch {
      throw DoctorProblem(error)
    }
  }

  private static func describe(_ reading: ContractReading) -> String {
    let missing = reading.diagnostics.filter { $0.severity != .warning }.count
    return ContractReport.methodCount(reading.contract.operations.count)
      + (missing == 0
        ? "" : ", but \(missing) parts could not be read: `kakapo contract check` names them")
  }

  private static func compare(
    _ reading: ContractReading, _ address: ContractAddress
  ) throws(DoctorProblem) -> String {
    let report = ContractReport(
      from: ("built-in", ContractReading(.builtIn)), to: (address.location, reading))
    let breaking = report.count(.breaking)
    guard breaking == 0 else {
      let examples = report.differences.prefix(min(2, breaking)).map(\.description).joined(separator: " ")
      throw DoctorProblem(
        "\(breaking) breaking differences from this package's contract, for example: \(examples)",
        advice:
          "`kakapo contract check` shows all of them. Calls with affected parameters are stopped before the "
          + "login. Look for a newer version of this package, or generate the methods from the service's WSDL.",
        status: .contract)
    }
    let (followed, harmless) = (report.count(.followed), report.count(.harmless))
    guard followed + harmless > 0 else { return "the service has the contract of this package" }
    return "it matches; \(followed) differences are followed, \(harmless) are harmless "
      + "(`kakapo contract check`)"
  }
}
