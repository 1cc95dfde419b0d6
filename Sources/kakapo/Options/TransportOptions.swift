import ArgumentParser
import KakapoProvision

/// The transport of the calls, and the certificates that it trusts.
struct TransportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The HTTP client: urlsession, or async-http-client if the command was built with it. "
        + "(environment: KAKAPO_TRANSPORT; default: urlsession)", valueName: "TRANSPORT"))
  var transport: TransportChoice?

  @Option(
    name: .customLong("ca-file"),
    help: ArgumentHelp(
      "Trust the certificates of this PEM file and no others. (async-http-client)", valueName: "FILE"))
  var caFile: String?

  @Option(
    name: .customLong("client-certificate"),
    help: ArgumentHelp(
      "A PEM file with the certificate to show to the portal. (async-http-client)", valueName: "FILE"))
  var clientCertificate: String?

  @Option(
    name: .customLong("client-key"),
    help: ArgumentHelp(
      "A PEM file with the certificate's private key. (default: the file of --client-certificate)",
      valueName: "FILE"))
  var clientKey: String?

  func validate() throws {
    let choice = try resolved
    guard choice.isBuiltIn else {
      throw ValidationError(
        "This kakapo was built without \(choice.rawValue). Build it with: "
          + "swift build -c release --traits AsyncHTTPClient")
    }
    let given = [
      ("--ca-file", caFile), ("--client-certificate", clientCertificate), ("--client-key", clientKey),
    ].filter { $0.1 != nil }
    if let option = given.first?.0, choice != .asyncHTTPClient {
      throw ValidationError(
        "\(option) needs --transport async-http-client: URLSession on Linux cannot do it.")
    }
    guard clientKey == nil || clientCertificate != nil else {
      throw ValidationError("--client-key needs --client-certificate.")
    }
  }

  private var resolved: TransportChoice {
    get throws {
      if let transport { return transport }
      guard let name = Environment["KAKAPO_TRANSPORT"] else { return .urlSession }
      guard let choice = TransportChoice(rawValue: name) else {
        throw ValidationError(
          "KAKAPO_TRANSPORT is \(quoted(name)), but must be "
            + TransportChoice.allCases.map(\.rawValue).joined(separator: " or ") + ".")
      }
      return choice
    }
  }

  /// The given options, as words of a command line.
  var words: [String] {
    (transport.map { ["--transport \($0.rawValue)"] } ?? [])
      + (caFile.map { ["--ca-file \(ShellWord.quoted($0))"] } ?? [])
      + (clientCertificate.map { ["--client-certificate \(ShellWord.quoted($0))"] } ?? [])
      + (clientKey.map { ["--client-key \(ShellWord.quoted($0))"] } ?? [])
  }

  /// Makes the transport for an address.
  ///
  /// - Parameters:
  ///   - address: The address to reach.
  ///   - connections: The maximum number of connections.
  /// - Returns: The transport, which closes its connections when it is no longer used.
  /// - Throws: `ValidationError` for invalid options.
  func makeTransport(to address: ContractAddress, connections: Int = 6) throws -> any Transport {
    Proxies.passByLoopback()
    switch try resolved {
    case .urlSession:
      return URLSessionTransport(configuration: .init(maximumConnectionsPerHost: connections))
    case .asyncHTTPClient:
      #if AsyncHTTPClient
      return try makeAsyncHTTPClientTransport(to: address, connections: connections)
      #else
      throw ValidationError("This kakapo was built without async-http-client.")
      #endif
    }
  }

  #if AsyncHTTPClient
  private func makeAsyncHTTPClientTransport(
    to address: ContractAddress, connections: Int
  ) throws -> AsyncHTTPClientTransport {
    var configuration = AsyncHTTPClientTransport.Configuration(maximumConnectionsPerHost: connections)
    if let caFile { configuration.tls.trust = .only(file: caFile) }
    if let clientCertificate {
      configuration.tls.clientCertificate = .init(
        certificateFile: clientCertificate, keyFile: clientKey ?? clientCertificate)
    }
    do {
      configuration.proxy = try ProxyEnvironment(for: address).transportProxy()
      return try AsyncHTTPClientTransport(configuration: configuration)
    } catch let error as TransportError {
      throw ValidationError("The transport cannot be used: \(error.reason).")
    } catch let problem as DoctorProblem {
      throw ValidationError("\(problem.detail). \(problem.advice)")
    }
  }
  #endif
}

/// A transport for the calls.
enum TransportChoice: String, ExpressibleByArgument, CaseIterable {
  case urlSession = "urlsession"
  case asyncHTTPClient = "async-http-client"

  /// Whether this command was built with the transport.
  var isBuiltIn: Bool {
    switch self {
    case .urlSession: return true
    case .asyncHTTPClient:
      #if AsyncHTTPClient
      return true
      #else
      return false
      #endif
    }
  }
}
