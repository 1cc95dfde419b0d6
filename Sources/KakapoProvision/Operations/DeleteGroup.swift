// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Deletes a group and the active users in it.
///
/// The operation value of ``ProvisionClient/deleteGroup(serverHostName:resellerId:groupId:)``, where it is
/// described.
public struct DeleteGroup: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The enterprise or service provider ID in BroadWorks.
  public var resellerId: String
  /// The group ID in BroadWorks.
  public var groupId: String

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - groupId: The group ID in BroadWorks.
  public init(
    serverHostName: String, resellerId: String, groupId: String
  ) {
    self.serverHostName = serverHostName
    self.resellerId = resellerId
    self.groupId = groupId
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "DeleteGroup", .read, .refused,
    "Deletes a group and the active users in it.",
    parameters: [
      .serverHostName(.assumed), .resellerId(.assumed), .groupId(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, resellerId, groupId]
  }
}

extension ProvisionClient {
  /// Deletes a group and the active users in it.
  ///
  /// **Deleted along:** The active users of the group are deleted along with it (doc), and so their licences.
  ///
  /// **Repeating it:** If it is gone already, the portal is expected to refuse the call and to change
  /// nothing; the vendor's document does not say.
  ///
  /// **How the names are known:** the method: read; `serverHostName`, `resellerId`, `groupId`: assumed. See
  /// ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - groupId: The group ID in BroadWorks.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func deleteGroup(
    serverHostName: String, resellerId: String, groupId: String
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      DeleteGroup(
        serverHostName: serverHostName, resellerId: resellerId, groupId: groupId))
  }
}
