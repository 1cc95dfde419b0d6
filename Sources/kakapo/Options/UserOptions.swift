import ArgumentParser
import KakapoProvision
import KakapoRollout

/// The user of a command.
struct UserOptions: ParsableArguments {
  @Argument(help: "The user's login ID in BroadWorks, with the domain: jane@acme.example.com.")
  var broadworksUserId: String

  @OptionGroup var provider: ServerHostNameOption

  func validate() throws { _ = try resolvedServerHostName() }

  func resolvedServerHostName() throws -> String {
    guard let name = provider.resolved else {
      throw ValidationError(
        "No system provider. Give --server-host-name or set KAKAPO_SERVER_HOST_NAME.")
    }
    return name
  }

  /// The user as a row of an input, with only its IDs.
  func row() throws -> UserRow {
    UserRow(
      number: 1, serverHostName: try resolvedServerHostName(), broadworksUserId: broadworksUserId,
      state: .absent)
  }
}

/// A licence as an argument: `UnityDesktop/Pro`.
struct LicenseArgument: ExpressibleByArgument {
  let text: String

  init(argument: String) { text = argument }

  /// The licence.
  ///
  /// - Throws: `ValidationError` that shows the valid form.
  func checked() throws -> License {
    if let license = License(text: text) { return license }
    let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2 else {
      throw ValidationError("\(text) is not a licence. Write APPLICATION/TYPE, for example UnityDesktop/Pro.")
    }
    do {
      return try License(applicationName: halves[0], licenseType: halves[1])
    } catch {
      throw ValidationError(error.description)
    }
  }
}

/// The system provider of a command.
struct ServerHostNameOption: ParsableArguments {
  @Option(
    name: .customLong("server-host-name"),
    help: "The server host name entered in Unity. (environment: KAKAPO_SERVER_HOST_NAME)")
  var serverHostName: String?

  /// The name, from the option or the environment.
  var resolved: String? { serverHostName ?? Environment["KAKAPO_SERVER_HOST_NAME"] }
}
