// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Adds a group to a reseller.
///
/// The operation value of ``ProvisionClient/addGroup(serverHostName:resellerId:groupId:groupName:)``, where
/// it is described.
public struct AddGroup: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The enterprise or service provider ID in BroadWorks.
  public var resellerId: String
  /// The group ID in BroadWorks.
  public var groupId: String
  /// A name for people, shown in the partner portal.
  public var groupName: String?

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - groupId: The group ID in BroadWorks.
  ///   - groupName: A name for people, shown in the partner portal.
  public init(
    serverHostName: String, resellerId: String, groupId: String, groupName: String? = nil
  ) {
    self.serverHostName = serverHostName
    self.resellerId = resellerId
    self.groupId = groupId
    self.groupName = groupName
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "AddGroup", .documented, .refused,
    "Adds a group to a reseller.",
    parameters: [
      .serverHostName(.assumed), .resellerId(.assumed), .groupId(.assumed), .groupName(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, resellerId, groupId, groupName]
  }
}

extension ProvisionClient {
  /// Adds a group to a reseller.
  ///
  /// The system provider and the reseller must exist.
  /// ``ProvisionClient/addUserWithHierarchy(serverHostName:resellerId:resellerName:groupId:groupName:broadworksUserId:userName:)``
  /// creates a missing group by itself.
  ///
  /// **Repeating it:** If it exists already, the portal is expected to refuse the call and to change nothing;
  /// the vendor's document does not say.
  ///
  /// **How the names are known:** the method: doc; `serverHostName`, `resellerId`, `groupId`, `groupName`:
  /// assumed. See ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - groupId: The group ID in BroadWorks.
  ///   - groupName: A name for people, shown in the partner portal.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func addGroup(
    serverHostName: String, resellerId: String, groupId: String, groupName: String? = nil
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      AddGroup(
        serverHostName: serverHostName, resellerId: resellerId, groupId: groupId, groupName: groupName))
  }
}
