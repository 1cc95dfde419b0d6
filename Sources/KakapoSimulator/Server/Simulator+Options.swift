extension Simulator {
  /// How a simulator is set up.
  public struct Options: Sendable {
    /// The IPv4 address to listen at.
    ///
    /// `127.0.0.1` by default: passwords come in plain HTTP, and the form protocol asks no questions.
    public var address = "127.0.0.1"
    /// The port; 0, the default, for any that is free.
    public var port: UInt16 = 0
    /// How long each call waits before it is carried out; none by default.
    public var latency: Duration = .zero
    /// The disturbances that come by chance; `nil`, the default, for none.
    public var randomDisturbances: RandomDisturbances?
    /// The most bytes of a request's body; 4 MiB by default, as in ASP.NET.
    public var maximumRequestBytes = 4 * 1024 * 1024
    /// The addresses requests may come from; `nil`, the default, for any.
    ///
    /// Requests from elsewhere get the web server's 403 page.
    public var allowedAddresses: Set<String>?
    /// Whether an address that is not on an Interface User's list is answered with the web server's 403 page.
    ///
    /// Otherwise the answer is `success` false. What the portal itself does is not known.
    public var answersRejectedAddressWithPage = false
    /// The shape of a fault's text.
    public var faultText = FaultText.chain
    /// Whether SOAP 1.2 is enabled, and with it routing by the body element when there is no SOAPAction.
    public var acceptsSOAP12 = true
    /// How the service differs from the contract; it does not by default.
    public var deviation = ContractDeviation()
    /// How many received requests are kept at least; 10,000 by default.
    public var maximumRecordedRequests = 10_000

    /// The defaults.
    public init() {}
  }
}
