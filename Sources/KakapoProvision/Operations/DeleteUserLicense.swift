// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Takes one licence from a user.
///
/// The operation value of ``ProvisionClient/deleteUserLicense(serverHostName:broadworksUserId:license:)``,
/// where it is described.
public struct DeleteUserLicense: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The user's login ID in BroadWorks, including the domain.
  public var broadworksUserId: String
  /// The licence: application and type in one value.
  public var license: License

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - broadworksUserId: The user's login ID in BroadWorks, including the domain.
  ///   - license: The licence: application and type in one value.
  public init(
    serverHostName: String, broadworksUserId: String, license: License
  ) {
    self.serverHostName = serverHostName
    self.broadworksUserId = broadworksUserId
    self.license = license
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "DeleteUserLicense", .documented, .refused,
    "Takes one licence from a user.",
    parameters: [
      .serverHostName(.assumed), .broadworksUserId(.assumed), .applicationName(.documented),
      .licenseType(.documented),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, broadworksUserId, license.applicationName, license.licenseType]
  }
}

extension ProvisionClient {
  /// Takes one licence from a user.
  ///
  /// **Deleted along:** Nothing but that licence.
  ///
  /// **Repeating it:** If the user does not hold it any more, the portal is expected to refuse the call and
  /// to change nothing; the vendor's document does not say.
  ///
  /// **How the names are known:** the method: doc; `serverHostName`, `broadworksUserId`: assumed;
  /// `applicationName`, `licenseType`: doc. See ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - broadworksUserId: The user's login ID in BroadWorks, including the domain.
  ///   - license: The licence: application and type in one value.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func deleteUserLicense(
    serverHostName: String, broadworksUserId: String, license: License
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      DeleteUserLicense(
        serverHostName: serverHostName, broadworksUserId: broadworksUserId, license: license))
  }
}
