import ArgumentParser

/// How long fetching a WSDL may take.
struct ContractFetchOptions: ParsableArguments {
  @Option(help: "How many seconds fetching a WSDL may take.")
  var timeout: Double = 60

  func validate() throws {
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout takes seconds, more than 0 and at most 86400.")
    }
  }
}
