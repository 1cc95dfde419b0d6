import ArgumentParser

/// How a WSDL is fetched.
struct ContractFetchOptions: ParsableArguments {
  @Option(help: "How many seconds fetching a WSDL may take.")
  var timeout: Double = 60

  @OptionGroup var transport: TransportOptions

  func validate() throws {
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout takes seconds, more than 0 and at most 86400.")
    }
  }
}
