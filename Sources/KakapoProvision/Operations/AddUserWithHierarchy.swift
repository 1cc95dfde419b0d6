// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Adds a user, and the reseller and the group when they are missing.
///
/// The operation value of
/// ``ProvisionClient/addUserWithHierarchy(serverHostName:resellerId:resellerName:groupId:groupName:broadworksUserId:userName:)``,
/// where it is described.
public struct AddUserWithHierarchy: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The enterprise or service provider ID in BroadWorks.
  public var resellerId: String
  /// A name for people, shown in the partner portal.
  public var resellerName: String?
  /// The group ID in BroadWorks.
  public var groupId: String
  /// A name for people, shown in the partner portal.
  public var groupName: String?
  /// The user's login ID in BroadWorks, including the domain.
  public var broadworksUserId: String
  /// First and last name; the Unity client refreshes it later.
  public var userName: String

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - resellerName: A name for people, shown in the partner portal.
  ///   - groupId: The group ID in BroadWorks.
  ///   - groupName: A name for people, shown in the partner portal.
  ///   - broadworksUserId: The user's login ID in BroadWorks, including the domain.
  ///   - userName: First and last name; the Unity client refreshes it later.
  public init(
    serverHostName: String, resellerId: String, resellerName: String? = nil, groupId: String,
    groupName: String? = nil, broadworksUserId: String, userName: String
  ) {
    self.serverHostName = serverHostName
    self.resellerId = resellerId
    self.resellerName = resellerName
    self.groupId = groupId
    self.groupName = groupName
    self.broadworksUserId = broadworksUserId
    self.userName = userName
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "AddUserWithHierarchy", .documented, .safe,
    "Adds a user, and the reseller and the group when they are missing.",
    parameters: [
      .serverHostName(.documented), .resellerId(.documented), .resellerName(.documented),
      .groupId(.documented), .groupName(.documented), .broadworksUserId(.documented), .userName(.documented),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, resellerId, resellerName, groupId, groupName, broadworksUserId, userName]
  }
}

extension ProvisionClient {
  /// Adds a user, and the reseller and the group when they are missing.
  ///
  /// The recommended way to add a user. A reseller or group that exists already is not created again and is
  /// no error. The values must match BroadWorks exactly: if they do not, the portal does not object, but a
  /// second account appears later or the client is refused its licence.
  ///
  /// **Repeating it:** Safe: what exists already is kept and is no error (doc).
  ///
  /// **How the names are known:** the method: doc; `serverHostName`, `resellerId`, `resellerName`, `groupId`,
  /// `groupName`, `broadworksUserId`, `userName`: doc. See ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - resellerName: A name for people, shown in the partner portal.
  ///   - groupId: The group ID in BroadWorks.
  ///   - groupName: A name for people, shown in the partner portal.
  ///   - broadworksUserId: The user's login ID in BroadWorks, including the domain.
  ///   - userName: First and last name; the Unity client refreshes it later.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func addUserWithHierarchy(
    serverHostName: String, resellerId: String, resellerName: String? = nil, groupId: String,
    groupName: String? = nil, broadworksUserId: String, userName: String
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      AddUserWithHierarchy(
        serverHostName: serverHostName, resellerId: resellerId, resellerName: resellerName, groupId: groupId,
        groupName: groupName, broadworksUserId: broadworksUserId, userName: userName))
  }
}
