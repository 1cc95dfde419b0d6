// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Adds an account that may log in to the partner portal and administer it.
///
/// The operation value of
/// ``ProvisionClient/addPortalUser(serverHostName:newUserResellerId:newUserGroupId:newUserName:newUserPassword:newUserEmail:)``,
/// where it is described.
public struct AddPortalUser: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The reseller the portal user belongs to; `nil` for the level above.
  public var newUserResellerId: String?
  /// The group the portal user belongs to; `nil` for the level above.
  public var newUserGroupId: String?
  /// The portal user's login name.
  public var newUserName: String
  /// The portal user's password.
  public var newUserPassword: Secret
  /// The portal user's e-mail address.
  public var newUserEmail: String

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - newUserResellerId: The reseller the portal user belongs to; `nil` for the level above.
  ///   - newUserGroupId: The group the portal user belongs to; `nil` for the level above.
  ///   - newUserName: The portal user's login name.
  ///   - newUserPassword: The portal user's password. It is never printed.
  ///   - newUserEmail: The portal user's e-mail address.
  public init(
    serverHostName: String, newUserResellerId: String? = nil, newUserGroupId: String? = nil,
    newUserName: String, newUserPassword: String, newUserEmail: String
  ) {
    self.serverHostName = serverHostName
    self.newUserResellerId = newUserResellerId
    self.newUserGroupId = newUserGroupId
    self.newUserName = newUserName
    self.newUserPassword = Secret(newUserPassword)
    self.newUserEmail = newUserEmail
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "AddPortalUser", .documented, .refused,
    "Adds an account that may log in to the partner portal and administer it.",
    parameters: [
      .serverHostName(.assumed), .newUserResellerId(.assumed), .newUserGroupId(.documented),
      .newUserName(.assumed), .newUserPassword(.assumed), .newUserEmail(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, newUserResellerId, newUserGroupId, newUserName, newUserPassword.revealed, newUserEmail]
  }
}

extension ProvisionClient {
  /// Adds an account that may log in to the partner portal and administer it.
  ///
  /// Without `newUserGroupId` the account is created at the level above the group.
  ///
  /// **Repeating it:** If it exists already, the portal is expected to refuse the call and to change nothing;
  /// the vendor's document does not say.
  ///
  /// **How the names are known:** the method: doc; `serverHostName`, `newUserResellerId`, `newUserName`,
  /// `newUserPassword`, `newUserEmail`: assumed; `newUserGroupId`: doc. See ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - newUserResellerId: The reseller the portal user belongs to; `nil` for the level above.
  ///   - newUserGroupId: The group the portal user belongs to; `nil` for the level above.
  ///   - newUserName: The portal user's login name.
  ///   - newUserPassword: The portal user's password. It is never printed.
  ///   - newUserEmail: The portal user's e-mail address.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func addPortalUser(
    serverHostName: String, newUserResellerId: String? = nil, newUserGroupId: String? = nil,
    newUserName: String, newUserPassword: String, newUserEmail: String
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      AddPortalUser(
        serverHostName: serverHostName, newUserResellerId: newUserResellerId, newUserGroupId: newUserGroupId,
        newUserName: newUserName, newUserPassword: newUserPassword, newUserEmail: newUserEmail))
  }
}
