// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

extension Contract {
  /// The contract this package was built with.
  public static let builtIn = Contract(
    serviceName: "ProvisionV3",
    endpoint: "https://portal.unityclient.com/KakapoProvision/ProvisionV3.asmx",
    namespace: "http://kakaposystems.com/",
    loginUserNameParameter: "loginUserName",
    loginPasswordParameter: "loginPassword",
    operations: [
      AddGroup.contract, AddGroupAgentAssociation.contract, AddGroupLicenseSubPurchase.contract,
      AddMediaStream.contract, AddPortalUser.contract, AddQueue.contract, AddReseller.contract,
      AddResellerLicenseSubPurchase.contract, AddSystemProvider.contract, AddUserLicense.contract,
      AddUserWithHierarchy.contract, DeleteGroup.contract, DeleteReseller.contract, DeleteUser.contract,
      DeleteUserLicense.contract, DeleteUserLicenses.contract, GetUserLicenses.contract,
    ])
}
