// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Deletes a user and takes away its licences.
///
/// The operation value of ``ProvisionClient/deleteUser(serverHostName:broadworksUserId:)``, where it is
/// described.
public struct DeleteUser: ProvisionOperation, Hashable {
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
    "DeleteUser", .read, .refused,
    "Deletes a user and takes away its licences.",
    parameters: [
      .serverHostName(.assumed), .broadworksUserId(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, broadworksUserId]
  }
}

extension ProvisionClient {
  /// Deletes a user and takes away its licences.
  ///
  /// **Deleted along:** All licences of the user are unassigned along with it (doc).
  ///
  /// **Repeating it:** If it is gone already, the portal is expected to refuse the call and to change
  /// nothing; the vendor's document does not say.
  ///
  /// **How the names are known:** the method: read; `serverHostName`, `broadworksUserId`: assumed. See
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
  public func deleteUser(
    serverHostName: String, broadworksUserId: String
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      DeleteUser(
        serverHostName: serverHostName, broadworksUserId: broadworksUserId))
  }
}
