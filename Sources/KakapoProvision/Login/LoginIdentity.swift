/// One login at one portal: what a latch is closed for.
public struct LoginIdentity: Sendable, Hashable {
  /// The endpoint the credentials are used at.
  public let endpoint: String
  /// The credentials.
  public let credentials: Credentials

  /// Makes an identity.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint the credentials are used at.
  ///   - credentials: The credentials.
  public init(endpoint: String, credentials: Credentials) {
    self.endpoint = LoginIdentity.canonical(endpoint)
    self.credentials = credentials
  }

  /// An endpoint in one spelling of those that mean the same; as it is when it is none.
  package static func canonical(_ endpoint: String) -> String {
    (try? Endpoint(endpoint))?.canonical ?? endpoint
  }
}
