public import Foundation

extension ProvisionClient {
  /// Where the service is and how it is spoken to.
  ///
  /// The defaults are the vendor's.
  public struct Configuration: Sendable, Hashable {
    /// The address of the service.
    ///
    /// `https`, except for this machine's own address. What a WSDL says in `soap:address` is never
    /// used.
    public var endpoint = Contract.builtIn.endpoint

    /// The target namespace, exactly as on the wire: a trailing slash counts.
    ///
    /// A server that does not know it sees empty parameters, and so a failed login.
    public var namespace = Contract.builtIn.namespace

    /// What stands before the method's name in the `SOAPAction`; `nil` for the namespace, with a slash
    /// behind it if it has none, which is what ASP.NET does.
    public var soapActionPrefix: String?

    /// How long a call may take from its start to the last byte of its answer, waiting included; 60 seconds
    /// by default, with the precision of milliseconds.
    public var timeout: Duration = .seconds(60)

    /// What the contract is compared with before a login is sent; the service's own WSDL by default.
    public var contractCheck = ContractCheck.live

    /// The largest answer that is accepted, in bytes after decompression; 16 MiB by default.
    public var maximumResponseBytes = 16 * 1024 * 1024

    /// The time of a failed login that a person has settled: the account is unlocked in the portal, and the password
    /// checked or changed; `nil` by default.
    ///
    /// A login latch that is closed by exactly that failure (``LatchRecord/date``) is opened by the next call. A later
    /// failure has another time and closes it again. It is for deployments in which nobody can call
    /// ``ProvisionClient/openLoginLatch()``.
    public var settledLoginFailure: Date?

    /// Makes a configuration of defaults.
    public init() {}

    /// Makes a configuration for another address of the service.
    ///
    /// - Parameter endpoint: The address of the service.
    public init(endpoint: String) { self.endpoint = endpoint }

    /// Refuses an address that no client takes.
    ///
    /// - Parameter endpoint: The address.
    /// - Throws: ``ProvisionError`` of code `invalidConfiguration`.
    package static func check(endpoint: String) throws(ProvisionError) { _ = try Endpoint(endpoint) }

    func action(of method: String) -> String {
      if let soapActionPrefix { return soapActionPrefix + method }
      return namespace + (namespace.hasSuffix("/") ? "" : "/") + method
    }
  }
}
