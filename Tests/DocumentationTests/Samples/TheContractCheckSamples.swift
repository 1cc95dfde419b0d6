import KakapoProvision

/// Makes a client that keeps the WSDL.
func keptContract(credentials: Credentials, stateFolder: String) throws -> ProvisionClient {
  var configuration = ProvisionClient.Configuration()
  configuration.contractCheck = .live(keptIn: stateFolder + "/contract.wsdl")
  let portal = try ProvisionClient(credentials: credentials, configuration: configuration)
  return portal
}
