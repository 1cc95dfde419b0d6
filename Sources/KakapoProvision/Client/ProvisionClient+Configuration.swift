public import Foundation

extension ProvisionClient {
  /// The service's address and how to talk to it.
  ///
  /// The defaults are the vendor's.
  public struct Configuration: Sendable, Hashable {
    /// The address of the service.
    ///
    /// It is `https`, except for this machine's own address. The `soap:address` of a WSDL is never used.
    public var endpoint = Contract.builtIn.endpoint

    /// The target namespace, exactly as on the wire: a trailing slash counts.
    ///
    /// It takes the place of the built-in contract's; methods generated from a WSDL with another namespace keep that.
    /// A server that doesn't know the namespace sees empty parameters, and so a failed login.
    public var namespace = Contract.builtIn.namespace

    /// The text before the method's name in the `SOAPAction`; `nil` for the namespace.
    ///
    /// As in ASP.NET, a slash follows the namespace if it doesn't end with one.
    public var soapActionPrefix: String?

    /// The longest time from a call's start to the last byte of its answer; 60 seconds by default.
    ///
    /// It includes waiting, and has the precision of milliseconds.
    public var timeout: Duration = .seconds(60)

    /// What to compare the contract with before a login is sent; the service's own WSDL by default.
    public var contractCheck = ContractCheck.live

    /// The largest accepted answer, in bytes after decompression; 16 MiB by default.
    public var maximumResponseBytes = 16 * 1024 * 1024

    /// The time of a failed login that a person has settled; `nil` by default.
    ///
    /// Settled means that the account is unlocked in the portal, and the password is checked or changed. If exactly
    /// that failure (``LatchRecord/date``) closed the login latch, the next call opens it. A later failure has another
    /// time and closes the latch again. Use it in deployments in which a person can't call
    /// ``ProvisionClient/openLoginLatch()``.
    public var settledLoginFailure: Date?

    /// Makes a configuration with the defaults.
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

    /// The action of a method in the configured namespace.
    func action(of method: String) -> String {
      if let soapActionPrefix { return soapActionPrefix + method }
      return namespace + (namespace.hasSuffix("/") ? "" : "/") + method
    }

    /// The namespace and action to send.
    ///
    /// What is configured takes the place of the built-in contract's. A method in another namespace is called as its
    /// WSDL has it.
    func namespaceAndAction(of contract: OperationDescription) -> (namespace: String, action: String) {
      let builtIn = Contract.builtIn.namespace
      let isAsBuiltIn = soapActionPrefix == nil && namespace == builtIn
      let (wrapper, known) = (contract.request.name ?? contract.name, contract.soapAction ?? "")
      guard !isAsBuiltIn, contract.request.namespace == builtIn else {
        return (contract.request.namespace, known)
      }
      return (namespace, known == builtIn + wrapper ? action(of: wrapper) : known)
    }

    /// A method of which only the name is known: its other names are those that an `.asmx` server gives it.
    package func contract(of method: String) -> OperationDescription {
      OperationDescription(
        method, soapAction: action(of: method), request: MessageDescription(method, namespace),
        answer: MessageDescription("\(method)Response", namespace), result: "\(method)Result",
        login: OperationDescription.Login(
          userName: Contract.builtIn.loginUserNameParameter,
          password: Contract.builtIn.loginPasswordParameter, namespace: namespace))
    }
  }
}
