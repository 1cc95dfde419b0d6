import KakapoProvision

/// Why a server gave no answer, and what to do about it.
struct TransportTrouble: Error {
  /// The part of the exchange that failed.
  enum Stage {
    case request
    case connection
    case proxy
    case security
    case time
    case answer
  }

  let stage: Stage
  /// What happened, in words.
  let event: String
  let advice: String
  let error: TransportError

  init(_ thrown: any Error, address: ContractAddress) {
    let error =
      thrown as? TransportError
      ?? TransportError(.connectionLost, requestMayHaveBeenSent: true, reason: "\(thrown)")
    self.error = error
    // Removes the words about the outcome of a call, because no call was made.
    event = error.reason
      .replacing(" The request may have been carried out.", with: "")
      .replacing(" The request was not sent.", with: "")
    stage = TransportTrouble.stage(of: error, address)
    advice = TransportTrouble.advice(at: stage, event: event, address)
  }

  private static func stage(of error: TransportError, _ address: ContractAddress) -> Stage {
    let text = error.reason.lowercased()
    switch error.code {
    case .invalidRequest: return .request
    case .timedOut: return .time
    case _ where text.hasPrefix("the proxy ") || text.contains("to the proxy "): return .proxy
    // Only the message of the lower library shows that TLS failed.
    case _ where address.isSecure && text.contains(/ssl|tls|certificate|secure connection/): return .security
    case .cannotConnect: return .connection
    default: return .answer
    }
  }

  private static func advice(at stage: Stage, event: String, _ address: ContractAddress) -> String {
    switch stage {
    case .request: "Give another address."
    case .connection:
      "Check the address, the network, the firewall and any proxy; `kakapo doctor` checks each step."
    case .proxy:
      "Check https_proxy, http_proxy and ALL_PROXY, or add \(address.host) to no_proxy if it is reached "
        + "without a proxy."
    case .security: securityAdvice(event.lowercased(), address)
    case .time:
      "Try again, or allow more time with --timeout. A firewall that drops packets looks like this, too."
    case .answer: "Check that an HTTP server listens at \(address.authority), and that the scheme is right."
    }
  }

  private static func securityAdvice(_ event: String, _ address: ContractAddress) -> String {
    if event.contains(/wrong version|unknown protocol|packet length|record/) {
      return "The server does not speak TLS on port \(address.port). Check the scheme and the port."
    }
    if event.contains(/subject name|hostname|host name|not match/) {
      return "The certificate is for another name. Check the endpoint's host."
    }
    if event.contains("expired") || event.contains("not yet valid") {
      return "The certificate is out of date, or this machine's clock is wrong."
    }
    if event.contains("certificate required") {
      return "The server requires a certificate. Give --client-certificate and --client-key."
    }
    if event.contains(/self.signed|issuer|verify|certificate/) {
      return
        "This machine does not trust the issuer of the certificate. Install the ca-certificates package, add "
        + "a private authority to the system's trust store (or give --ca-file), or find out what intercepts "
        + "the connection."
    }
    return
      "Check the certificate of \(address.authority), this machine's trust store and clock, and whether a "
      + "proxy or firewall intercepts TLS."
  }
}
