// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Creates a child system provider, which its parent can manage through the portal.
///
/// The operation value of
/// ``ProvisionClient/addSystemProvider(newSystemProviderServerHostName:newSystemProviderId:newSystemProviderName:)``,
/// where it is described.
public struct AddSystemProvider: ProvisionOperation, Hashable {
  /// The server host name of the new system provider.
  public var newSystemProviderServerHostName: String
  /// The ID of the new system provider.
  public var newSystemProviderId: String
  /// A name for people, shown in the partner portal.
  public var newSystemProviderName: String?

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - newSystemProviderServerHostName: The server host name of the new system provider.
  ///   - newSystemProviderId: The ID of the new system provider.
  ///   - newSystemProviderName: A name for people, shown in the partner portal.
  public init(
    newSystemProviderServerHostName: String, newSystemProviderId: String, newSystemProviderName: String? = nil
  ) {
    self.newSystemProviderServerHostName = newSystemProviderServerHostName
    self.newSystemProviderId = newSystemProviderId
    self.newSystemProviderName = newSystemProviderName
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "AddSystemProvider", .documented, .refused,
    "Creates a child system provider, which its parent can manage through the portal.",
    parameters: [
      .newSystemProviderServerHostName(.documented), .newSystemProviderId(.documented),
      .newSystemProviderName(.documented),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [newSystemProviderServerHostName, newSystemProviderId, newSystemProviderName]
  }
}

extension ProvisionClient {
  /// Creates a child system provider, which its parent can manage through the portal.
  ///
  /// **Repeating it:** If it exists already, the portal is expected to refuse the call and to change nothing;
  /// the vendor's document does not say.
  ///
  /// **How the names are known:** the method: doc; `newSystemProviderServerHostName`, `newSystemProviderId`,
  /// `newSystemProviderName`: doc. See ``Evidence``.
  ///
  /// - Parameters:
  ///   - newSystemProviderServerHostName: The server host name of the new system provider.
  ///   - newSystemProviderId: The ID of the new system provider.
  ///   - newSystemProviderName: A name for people, shown in the partner portal.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func addSystemProvider(
    newSystemProviderServerHostName: String, newSystemProviderId: String, newSystemProviderName: String? = nil
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      AddSystemProvider(
        newSystemProviderServerHostName: newSystemProviderServerHostName,
        newSystemProviderId: newSystemProviderId, newSystemProviderName: newSystemProviderName))
  }
}
