// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Assigns a licence to a user.
///
/// The operation value of ``ProvisionClient/addUserLicense(serverHostName:broadworksUserId:license:)``, where
/// it is described.
public struct AddUserLicense: ProvisionOperation, Hashable {
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
    "AddUserLicense", .documented, .safe,
    "Assigns a licence to a user.",
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
  /// Assigns a licence to a user.
  ///
  /// Whether the portal has one to give depends on sub-purchases and licence consumption; if not, the call is
  /// rejected.
  ///
  /// **Repeating it:** Safe: a licence already held is kept, not bought again, and the answer is success
  /// (doc).
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
  public func addUserLicense(
    serverHostName: String, broadworksUserId: String, license: License
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      AddUserLicense(
        serverHostName: serverHostName, broadworksUserId: broadworksUserId, license: license))
  }
}
