// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Makes an existing portal user an agent of a group.
///
/// The operation value of
/// ``ProvisionClient/addGroupAgentAssociation(serverHostName:resellerId:groupId:portalUserName:)``, where it
/// is described.
public struct AddGroupAgentAssociation: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The enterprise or service provider ID in BroadWorks.
  public var resellerId: String
  /// The group ID in BroadWorks.
  public var groupId: String
  /// The login name of a portal user at reseller level.
  public var portalUserName: String

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - groupId: The group ID in BroadWorks.
  ///   - portalUserName: The login name of a portal user at reseller level.
  public init(
    serverHostName: String, resellerId: String, groupId: String, portalUserName: String
  ) {
    self.serverHostName = serverHostName
    self.resellerId = resellerId
    self.groupId = groupId
    self.portalUserName = portalUserName
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "AddGroupAgentAssociation", .read, .refused,
    "Makes an existing portal user an agent of a group.",
    parameters: [
      .serverHostName(.assumed), .resellerId(.assumed), .groupId(.assumed), .portalUserName(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, resellerId, groupId, portalUserName]
  }
}

extension ProvisionClient {
  /// Makes an existing portal user an agent of a group.
  ///
  /// The portal user must exist at reseller level.
  ///
  /// **Repeating it:** If it exists already, the portal is expected to refuse the call and to change nothing;
  /// the vendor's document does not say.
  ///
  /// **How the names are known:** the method: read; `serverHostName`, `resellerId`, `groupId`,
  /// `portalUserName`: assumed. See ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - groupId: The group ID in BroadWorks.
  ///   - portalUserName: The login name of a portal user at reseller level.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func addGroupAgentAssociation(
    serverHostName: String, resellerId: String, groupId: String, portalUserName: String
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      AddGroupAgentAssociation(
        serverHostName: serverHostName, resellerId: resellerId, groupId: groupId,
        portalUserName: portalUserName))
  }
}
