import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension TransportError {
  /// Converts the error with which URLSession ended a task.
  ///
  /// On Linux the error's code alone proves nothing. An answer that isn't HTTP gives "unsupported URL". If the first of
  /// a host's addresses refuses and the second one fails after the request was sent, the code is "cannot connect to
  /// host".
  ///
  /// - Parameters:
  ///   - error: URLSession's error.
  ///   - request: The request and its destination.
  ///   - sentBodyBytes: The maximum number of bytes of the request's body that were sent.
  ///   - answerHasBegun: Whether the head of the server's answer was received; a proxy's answer doesn't count.
  init(
    _ error: any Error, for request: RequestSummary, sentBodyBytes: Int64, answerHasBegun: Bool
  ) {
    let code = (error as? URLError)?.code ?? .unknown
    let text = error.localizedDescription
    let detail = text.hasSuffix(".") ? String(text.dropLast()) : text
    let isUnsent =
      request.hasBody
      ? sentBodyBytes == 0 : !answerHasBegun && Self.isProofOfNoConnection(code, detail: detail)
    let (kind, event) =
      isUnsent
      ? Self.describeUnsent(code, detail: detail, for: request)
      : Self.describeSent(code, for: request, answerHasBegun: answerHasBegun)
    let isSecret = request.proxy.map { $0.address == nil || Self.isQuoteOfProxy(detail) } ?? false
    self.init(
      kind, requestMayHaveBeenSent: !isUnsent, reason: isSecret ? event : "\(event): \(detail)",
      underlyingError: isSecret ? nil : error)
  }

  /// Whether an error on a request's own connection shows that the connection was never made.
  private static func isProofOfNoConnection(_ code: URLError.Code, detail: String) -> Bool {
    switch code {
    case .cannotFindHost, .dnsLookupFailed: return true
    case .cannotConnectToHost:
      #if canImport(FoundationNetworking)
      return detail.hasPrefix("Failed to connect to ")
      #else
      return true
      #endif
    default: return isRefusalOfTunnel(detail)
    }
  }

  /// Whether libcurl quotes the whole URL of an unusable proxy, with user name and password.
  private static func isQuoteOfProxy(_ detail: String) -> Bool { detail.contains("nsupported proxy") }

  /// Whether libcurl's text is about the request for a tunnel: "CONNECT tunnel failed, response 407", "Proxy CONNECT
  /// aborted".
  private static func isRefusalOfTunnel(_ detail: String) -> Bool { detail.contains("CONNECT ") }

  private static func describeUnsent(
    _ code: URLError.Code, detail: String, for request: RequestSummary
  ) -> (Code, String) {
    if let proxy = request.proxy, let event = describeUnsent(code, detail: detail, by: proxy, for: request) {
      return event
    }
    return switch code {
    case .badURL, .unsupportedURL:
      (.invalidRequest, "the URL of the request to \(request.host) cannot be used")
    case .cannotFindHost, .dnsLookupFailed: (.cannotConnect, "the host \(request.host) was not found")
    case .networkConnectionLost, .badServerResponse:
      (.connectionLost, "\(request.host) closed the connection before the request was sent")
    case .unknown where request.isSecure:
      // On Linux every TLS failure is reported as unknown; the detail distinguishes them.
      (.cannotConnect, "no secure connection to \(request.host) could be made")
    default: (.cannotConnect, "no connection to \(request.host) could be made")
    }
  }

  /// The proxy's part in a failure; `nil` if the proxy did its part.
  private static func describeUnsent(
    _ code: URLError.Code, detail: String, by proxy: NamedProxy, for request: RequestSummary
  ) -> (Code, String)? {
    switch code {
    case _ where isQuoteOfProxy(detail):
      (.cannotConnect, "the address of the proxy \(proxy) cannot be used")
    case .cannotConnectToHost,
      _ where detail.contains("resolve proxy"):
      (.cannotConnect, "no connection to the proxy \(proxy) could be made")
    case _ where detail.hasSuffix("response 407"):
      (.cannotConnect, "the proxy \(proxy) asks for a user name and password, or for different ones")
    case _ where isRefusalOfTunnel(detail):
      (.cannotConnect, "the proxy \(proxy) did not connect to \(request.server)")
    case .networkConnectionLost, .badServerResponse:
      (.cannotConnect, "no connection to \(request.host) could be made")
    default: nil
    }
  }

  private static func describeSent(
    _ code: URLError.Code, for request: RequestSummary, answerHasBegun: Bool
  ) -> (Code, String) {
    if answerHasBegun {
      (.connectionLost, "the answer from \(request.host) ended early or cannot be decoded")
    } else {
      switch code {
      case .unknown, .unsupportedURL, .cannotParseResponse:
        (.connectionLost, "there was no readable answer from \(request.host)")
      default: (.connectionLost, "the connection to \(request.host) was lost before an answer came")
      }
    }
  }
}
