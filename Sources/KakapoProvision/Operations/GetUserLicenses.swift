// Generated from Fixtures/Contract/ProvisionV3.wsdl and overlay.json; see Fixtures/README.md.

/// Returns the licences that a user holds.
///
/// The operation value of ``ProvisionClient/getUserLicenses(serverHostName:broadworksUserId:)``, where it is
/// described.
public struct GetUserLicenses: ProvisionOperation, Hashable {
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
    "GetUserLicenses", .documented, .safe,
    "Returns the licences that a user holds.",
    parameters: [
      .serverHostName(.assumed), .broadworksUserId(.assumed),
    ])

  /// The values in the order of the contract; `nil` is not sent.
  public var values: [String?] {
    [serverHostName, broadworksUserId]
  }

  /// Finds the licences in an answer.
  ///
  /// - Parameter response: A successful answer.
  /// - Returns: The licences and the answer they stood in.
  public func result(from response: ProvisionResponse) -> UserLicenses {
    UserLicenses(response: response, of: broadworksUserId)
  }
}

extension ProvisionClient {
  /// Returns the licences that a user holds.
  ///
  /// The shape of the answer is not documented in readable text; the licences are found by their element
  /// names wherever they stand, and the whole answer is kept beside them. A list that may not be complete
  /// says so: see ``UserLicenses/isCertain``.
  ///
  /// **Repeating it:** Safe: the method only reads.
  ///
  /// **How the names are known:** the method: doc; `serverHostName`, `broadworksUserId`: assumed. See
  /// ``Evidence``.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name entered in Unity; it identifies the system provider.
  ///   - broadworksUserId: The user's login ID in BroadWorks, including the domain.
  /// - Returns: The licences, whether the list is certain, and the whole answer.
  /// - Throws: ``ProvisionError``: `invalidParameter` for an empty or malformed value (nothing is sent),
  ///   `rejected` when the portal answers with `success` false, and what every call can throw: see
  ///   ``ProvisionError/Code``.
  public func getUserLicenses(
    serverHostName: String, broadworksUserId: String
  ) async throws(ProvisionError) -> UserLicenses {
    try await perform(
      GetUserLicenses(
        serverHostName: serverHostName, broadworksUserId: broadworksUserId))
  }
}
