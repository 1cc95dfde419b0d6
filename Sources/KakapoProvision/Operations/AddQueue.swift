// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Adds a contact center queue to a group or a reseller.
///
/// The operation value of ``ProvisionClient/addQueue(serverHostName:resellerId:groupId:queueId:queueName:)``,
/// where it is described.
public struct AddQueue: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The enterprise or service provider ID in BroadWorks.
  public var resellerId: String
  /// The group the queue belongs to; `nil` for a queue at reseller level.
  public var groupId: String?
  /// The ID of the contact center queue.
  public var queueId: String
  /// A name for people, shown in the partner portal.
  public var queueName: String?

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - groupId: The group the queue belongs to; `nil` for a queue at reseller level.
  ///   - queueId: The ID of the contact center queue.
  ///   - queueName: A name for people, shown in the partner portal.
  public init(
    serverHostName: String, resellerId: String, groupId: String? = nil, queueId: String,
    queueName: String? = nil
  ) {
    self.serverHostName = serverHostName
    self.resellerId = resellerId
    self.groupId = groupId
    self.queueId = queueId
    self.queueName = queueName
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "AddQueue", .documented, .refused,
    "Adds a contact center queue to a group or a reseller.",
    parameters: [
      .serverHostName(.assumed), .resellerId(.assumed), .optionalGroupId(.assumed), .queueId(.assumed),
      .queueName(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, resellerId, groupId, queueId, queueName]
  }
}

extension ProvisionClient {
  /// Adds a contact center queue to a group or a reseller.
  ///
  /// The system provider and the reseller must exist, and the group if one is given.
  ///
  /// **Repeating it:** If it exists already, the portal is expected to refuse the call and to change nothing;
  /// the vendor's document does not say.
  ///
  /// **How the names are known:** the method: doc; `serverHostName`, `resellerId`, `groupId`, `queueId`,
  /// `queueName`: assumed. See ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - groupId: The group the queue belongs to; `nil` for a queue at reseller level.
  ///   - queueId: The ID of the contact center queue.
  ///   - queueName: A name for people, shown in the partner portal.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func addQueue(
    serverHostName: String, resellerId: String, groupId: String? = nil, queueId: String,
    queueName: String? = nil
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      AddQueue(
        serverHostName: serverHostName, resellerId: resellerId, groupId: groupId, queueId: queueId,
        queueName: queueName))
  }
}
