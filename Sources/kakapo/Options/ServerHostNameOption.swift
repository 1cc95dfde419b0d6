import ArgumentParser

/// At which system provider.
struct ServerHostNameOption: ParsableArguments {
  @Option(
    name: .customLong("server-host-name"),
    help: "The server host name entered in Unity. (environment: KAKAPO_SERVER_HOST_NAME)")
  var serverHostName: String?

  /// The name, if it was given in one of the two ways.
  var resolved: String? { serverHostName ?? Environment["KAKAPO_SERVER_HOST_NAME"] }
}
