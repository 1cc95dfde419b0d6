import ArgumentParser
import CURLTransport
import KakapoProvision

/// The transport of the calls, and the certificates that it trusts.
struct TransportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The HTTP client: libcurl, or urlsession of Foundation. "
        + "(environment: KAKAPO_TRANSPORT; default: libcurl)", valueName: "TRANSPORT"))
  var transport: TransportChoice?

  @Option(
    name: .customLong("ca-file"),
    help: ArgumentHelp("Trust the certificates of this PEM file and no others.", valueName: "FILE"))
  var caFile: String?

  @Option(
    name: .customLong("client-certificate"),
    help: ArgumentHelp("A PEM file with the certificate to show to the portal.", valueName: "FILE"))
  var clientCertificate: String?

  @Option(
    name: .customLong("client-key"),
    help: ArgumentHelp(
      "A PEM file with the certificate's private key. (default: the file of --client-certificate; "
        + "environment: KAKAPO_CLIENT_KEY_PASSPHRASE for an encrypted key)",
      valueName: "FILE"))
  var clientKey: String?

  func validate() throws {
    let choice = try resolved
    let given = [
      ("--ca-file", caFile), ("--client-certificate", clientCertificate), ("--client-key", clientKey),
    ].filter { $0.1 != nil }
    if let option = given.first?.0, choice != .libcurl {
      throw ValidationError("\(option) needs --transport libcurl: URLSession on Linux cannot do it.")
    }
    guard clientKey == nil || clientCertificate != nil else {
      throw ValidationError("--client-key needs --client-certificate.")
    }
  }

  private var resolved: TransportChoice {
    get throws {
      if let transport { return transport }
      guard let name = Environment["KAKAPO_TRANSPORT"] else { return .libcurl }
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

  /// Makes the transport.
  ///
  /// - Parameter connections: The maximum number of connections.
  /// - Returns: The transport, which closes its connections when it is no longer used.
  /// - Throws: `ValidationError` for invalid options.
  func makeTransport(connections: Int = 6) throws -> any Transport {
    Proxies.passByLoopback()
    switch try resolved {
    case .urlSession:
      return URLSessionTransport(configuration: .init(maximumConnectionsPerHost: connections))
    case .libcurl:
      var configuration = CURLTransport.Configuration(maximumConnectionsPerHost: connections)
      if let caFile { configuration.tls.trust = .only(file: caFile) }
      if let clientCertificate {
        configuration.tls.clientCertificate = .init(
          certificateFile: clientCertificate, keyFile: clientKey ?? clientCertificate,
          passphrase: Environment["KAKAPO_CLIENT_KEY_PASSPHRASE"])
      }
      do {
        return try CURLTransport(configuration: configuration)
      } catch {
        throw ValidationError("The transport cannot be used: \(error.reason).")
      }
    }
  }
}

/// A transport for the calls.
enum TransportChoice: String, ExpressibleByArgument, CaseIterable {
  case libcurl
  case urlSession = "urlsession"
}
