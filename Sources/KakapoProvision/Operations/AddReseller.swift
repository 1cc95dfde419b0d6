// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Adds a reseller (an enterprise or service provider) to a system provider.
///
/// The operation value of ``ProvisionClient/addReseller(serverHostName:resellerId:resellerName:)``, where it
/// is described.
public struct AddReseller: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The enterprise or service provider ID in BroadWorks.
  public var resellerId: String
  /// A name for people, shown in the partner portal.
  public var resellerName: String?

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - resellerName: A name for people, shown in the partner portal.
  public init(
    serverHostName: String, resellerId: String, resellerName: String? = nil
  ) {
    self.serverHostName = serverHostName
    self.resellerId = resellerId
    self.resellerName = resellerName
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "AddReseller", .documented, .refused,
    "Adds a reseller (an enterprise or service provider) to a system provider.",
    parameters: [
      .serverHostName(.assumed), .resellerId(.assumed), .resellerName(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, resellerId, resellerName]
  }
}

extension ProvisionClient {
  /// Adds a reseller (an enterprise or service provider) to a system provider.
  ///
  /// The system provider must exist.
  /// ``ProvisionClient/addUserWithHierarchy(serverHostName:resellerId:resellerName:groupId:groupName:broadworksUserId:userName:)``
  /// creates a missing reseller by itself.
  ///
  /// **Repeating it:** If it exists already, the portal is expected to refuse the call and to change nothing;
  /// the vendor's document does not say.
  ///
  /// **How the names are known:** the method: doc; `serverHostName`, `resellerId`, `resellerName`: assumed.
  /// See ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - resellerName: A name for people, shown in the partner portal.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func addReseller(
    serverHostName: String, resellerId: String, resellerName: String? = nil
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      AddReseller(
        serverHostName: serverHostName, resellerId: resellerId, resellerName: resellerName))
  }
}
