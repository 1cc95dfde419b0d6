// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Adds a media stream to a contact center queue.
///
/// The operation value of
/// ``ProvisionClient/addMediaStream(serverHostName:resellerId:groupId:queueId:mediaStreamType:)``, where it
/// is described.
public struct AddMediaStream: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The enterprise or service provider ID in BroadWorks.
  public var resellerId: String
  /// The group the queue belongs to; `nil` for a queue at reseller level.
  public var groupId: String?
  /// The ID of the contact center queue.
  public var queueId: String
  /// The kind of media the stream carries.
  public var mediaStreamType: MediaStreamType

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - groupId: The group the queue belongs to; `nil` for a queue at reseller level.
  ///   - queueId: The ID of the contact center queue.
  ///   - mediaStreamType: The kind of media the stream carries.
  public init(
    serverHostName: String, resellerId: String, groupId: String? = nil, queueId: String,
    mediaStreamType: MediaStreamType
  ) {
    self.serverHostName = serverHostName
    self.resellerId = resellerId
    self.groupId = groupId
    self.queueId = queueId
    self.mediaStreamType = mediaStreamType
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "AddMediaStream", .read, .refused,
    "Adds a media stream to a contact center queue.",
    parameters: [
      .serverHostName(.assumed), .resellerId(.assumed), .optionalGroupId(.assumed), .queueId(.assumed),
      .mediaStreamType(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, resellerId, groupId, queueId, mediaStreamType.rawValue]
  }
}

extension ProvisionClient {
  /// Adds a media stream to a contact center queue.
  ///
  /// The queue must exist. The document says what the method does; its name is cut there and was
  /// reconstructed.
  ///
  /// **Repeating it:** If it exists already, the portal is expected to refuse the call and to change nothing;
  /// the vendor's document does not say.
  ///
  /// **How the names are known:** the method: read; `serverHostName`, `resellerId`, `groupId`, `queueId`,
  /// `mediaStreamType`: assumed. See ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - groupId: The group the queue belongs to; `nil` for a queue at reseller level.
  ///   - queueId: The ID of the contact center queue.
  ///   - mediaStreamType: The kind of media the stream carries.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func addMediaStream(
    serverHostName: String, resellerId: String, groupId: String? = nil, queueId: String,
    mediaStreamType: MediaStreamType
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      AddMediaStream(
        serverHostName: serverHostName, resellerId: resellerId, groupId: groupId, queueId: queueId,
        mediaStreamType: mediaStreamType))
  }
}
