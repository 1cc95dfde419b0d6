import ArgumentParser
import Foundation
import KakapoProvision

/// The portal's address and the caller's login.
struct ConnectionOptions: ParsableArguments {
  @Option(help: "The address of the service. (environment: KAKAPO_ENDPOINT; default: the vendor's)")
  var endpoint: String?

  @Option(help: "The Interface User's name. (environment: KAKAPO_USER)")
  var user: String?

  @Option(
    name: .customLong("password-file"),
    help: "A file whose first line is the password. (else KAKAPO_PASSWORD, else a prompt)")
  var passwordFile: String?

  @Option(
    help: ArgumentHelp(
      "The contract to check calls against before a login is sent: live (the service's WSDL, kept for a "
        + "day), off, or a file. (environment: KAKAPO_CONTRACT; default: live)", valueName: "live|off|FILE"))
  var contract: String?

  @Flag(
    name: .customLong("login-as-is"),
    help: "Send a user name or password even if it looks mistyped. (environment: KAKAPO_LOGIN_AS_IS=1)")
  var isLoginAsIs = false

  @Option(help: "How many seconds a call may take.")
  var timeout: Double = 60

  @OptionGroup var transport: TransportOptions

  func validate() throws {
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout takes seconds, more than 0 and at most 86400.")
    }
  }

  var resolvedEndpoint: String {
    endpoint ?? Environment["KAKAPO_ENDPOINT"] ?? Contract.builtIn.endpoint
  }

  /// The given options, as words of a command line.
  var words: [String] {
    (endpoint.map { ["--endpoint \(ShellWord.quoted($0))"] } ?? [])
      + (user.map { ["--user \(ShellWord.quoted($0))"] } ?? [])
      + (passwordFile.map { ["--password-file \(ShellWord.quoted($0))"] } ?? [])
      + (isLoginAsIs ? ["--login-as-is"] : [])
      + (contract.map { ["--contract \(ShellWord.quoted($0))"] } ?? [])
      + transport.words
  }

  /// The endpoint, if the client accepts it.
  func checkedEndpoint() throws -> String {
    try ProvisionClient.Configuration.check(endpoint: resolvedEndpoint)
    return resolvedEndpoint
  }

  var resolvedUser: String? { user ?? Environment["KAKAPO_USER"] }

  /// Makes a client that shares its login latch with all other runs of this command.
  ///
  /// - Parameter connections: The maximum number of connections, if it is above the transport's default.
  /// - Returns: The client.
  /// - Throws: `ValidationError` for invalid options, `ProvisionError`.
  func makeClient(connections: Int? = nil) throws -> ProvisionClient {
    guard let userName = resolvedUser else {
      throw ValidationError("No user name. Give --user NAME or set KAKAPO_USER.")
    }
    var configuration = ProvisionClient.Configuration(endpoint: resolvedEndpoint)
    configuration.timeout = .seconds(timeout)
    configuration.contractCheck = try contractCheck()
    try check(userName, named: "The user name (\(user == nil ? "KAKAPO_USER" : "--user"))")
    // Makes the transport before asking for the password.
    let transport = try transport.makeTransport(connections: max(connections ?? 6, 6))
    let password = try Password.read(file: passwordFile, userName: userName)
    if let source = password.source { try check(password.text, named: "The password (\(source))") }
    return try ProvisionClient(
      credentials: Credentials(userName: userName, password: password.text),
      configuration: configuration,
      transport: transport,
      latch: FileLoginLatch(path: try StateDirectory.latchFile()), logger: WarningLog.logger)
  }

  /// Refuses a part of the login that looks mistyped, because one wrong login locks the account.
  private func check(_ text: String, named name: String) throws {
    guard !isLoginAsIs, Environment["KAKAPO_LOGIN_AS_IS"] == nil, let oddity = LoginOddity(text) else {
      return
    }
    throw ValidationError(
      "\(name) \(oddity.words). Nothing was sent, because a wrong login locks the account. "
        + "If it is intended, add --login-as-is or set KAKAPO_LOGIN_AS_IS=1.")
  }

  /// The path, if it is a readable file.
  private static func readable(_ path: String) throws -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      FileManager.default.isReadableFile(atPath: path)
    else {
      throw ValidationError(
        "The contract \(path) is not a readable file. Give a WSDL file, live or off.")
    }
    return path
  }

  private func contractCheck() throws -> ContractCheck {
    switch contract ?? Environment["KAKAPO_CONTRACT"] ?? "live" {
    case "live": .live(keptIn: try StateDirectory.contractFile(of: resolvedEndpoint))
    case "off": .off
    case let path: .file(try ConnectionOptions.readable(path))
    }
  }
}
