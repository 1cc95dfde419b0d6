extension ProvisionClient {
  /// The names of the methods that generated code must not have a second time: the web methods of the
  /// contract and the client's own.
  package static let methodNames: Set<String> = Set(
    Contract.builtIn.operations.map { $0.name.prefix(1).lowercased() + $0.name.dropFirst() }
  ).union(["perform", "response", "call", "loginLatchRecord", "openLoginLatch", "close", "configuration"])
}
