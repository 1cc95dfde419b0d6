// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Takes all licences from a user.
///
/// The operation value of ``ProvisionClient/deleteUserLicenses(serverHostName:broadworksUserId:)``, where it
/// is described.
public struct DeleteUserLicenses: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The user's login ID in BroadWorks, including the domain.
  public var broadworksUserId: String

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - broadworksUserId: The user's login ID in BroadWorks, including the domain.
  public init(
    serverHostName: String, broadworksUserId: String
  ) {
    self.serverHostName = serverHostName
    self.broadworksUserId = broadworksUserId
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "DeleteUserLicenses", .documented, .refused,
    "Takes all licences from a user.",
    parameters: [
      .serverHostName(.assumed), .broadworksUserId(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, broadworksUserId]
  }
}

extension ProvisionClient {
  /// Takes all licences from a user.
  ///
  /// **Deleted along:** Every licence of the user; the user stays.
  ///
  /// **Repeating it:** A user without licences has nothing left to lose; whether the portal answers success
  /// then is not documented.
  ///
  /// **How the names are known:** the method: doc; `serverHostName`, `broadworksUserId`: assumed. See
  /// ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - broadworksUserId: The user's login ID in BroadWorks, including the domain.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func deleteUserLicenses(
    serverHostName: String, broadworksUserId: String
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      DeleteUserLicenses(
        serverHostName: serverHostName, broadworksUserId: broadworksUserId))
  }
}
