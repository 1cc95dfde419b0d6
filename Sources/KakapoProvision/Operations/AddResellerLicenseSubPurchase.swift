// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Buys licences for a reseller out of the pool of its system provider.
///
/// The operation value of
/// ``ProvisionClient/addResellerLicenseSubPurchase(serverHostName:resellerId:license:quantity:)``, where it
/// is described.
public struct AddResellerLicenseSubPurchase: ProvisionOperation, Hashable {
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The enterprise or service provider ID in BroadWorks.
  public var resellerId: String
  /// The licence: application and type in one value.
  public var license: License
  /// How many licences, at least 1.
  public var quantity: Int

  /// Creates the operation; nothing is checked or sent yet.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - license: The licence: application and type in one value.
  ///   - quantity: How many licences, at least 1.
  public init(
    serverHostName: String, resellerId: String, license: License, quantity: Int
  ) {
    self.serverHostName = serverHostName
    self.resellerId = resellerId
    self.license = license
    self.quantity = quantity
  }

  /// What the contract says of the method.
  public static let contract = OperationDescription(
    "AddResellerLicenseSubPurchase", .read, .unsafe,
    "Buys licences for a reseller out of the pool of its system provider.",
    parameters: [
      .serverHostName(.assumed), .resellerId(.assumed), .applicationName(.documented),
      .licenseType(.documented), .quantity(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, resellerId, license.applicationName, license.licenseType, String(quantity)]
  }
}

extension ProvisionClient {
  /// Buys licences for a reseller out of the pool of its system provider.
  ///
  /// The provider's pool must hold enough of them.
  ///
  /// **Repeating it:** **Not safe: every repeat buys again.** After an error whose
  /// ``ProvisionError/delivery`` is `mayHaveApplied`, look in the portal before calling again.
  ///
  /// **How the names are known:** the method: read; `serverHostName`, `resellerId`, `quantity`: assumed;
  /// `applicationName`, `licenseType`: doc. See ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - license: The licence: application and type in one value.
  ///   - quantity: How many licences, at least 1.
  /// - Returns: The portal's answer, with whatever else it carried.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  @discardableResult
  public func addResellerLicenseSubPurchase(
    serverHostName: String, resellerId: String, license: License, quantity: Int
  ) async throws(ProvisionError) -> ProvisionResponse {
    try await perform(
      AddResellerLicenseSubPurchase(
        serverHostName: serverHostName, resellerId: resellerId, license: license, quantity: quantity))
  }
}
