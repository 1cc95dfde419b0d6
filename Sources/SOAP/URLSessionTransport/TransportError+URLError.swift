import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension TransportError {
  /// Translates the error with which URLSession ended a task.
  ///
  /// The error's code alone proves nothing on Linux: an answer that is not HTTP reads "unsupported URL",
  /// and when the first of a host's addresses refuses and the second one fails after the request was sent,
  /// that reads "cannot connect to host".
  ///
  /// - Parameters:
  ///   - error: URLSession's error.
  ///   - request: What was to be sent where.
  ///   - sentBodyBytes: How many bytes of the request's body have left at most.
  ///   - answerHasBegun: Whether the head of an answer was received.
  init(
    _ error: any Error, for request: RequestSummary, sentBodyBytes: Int64, answerHasBegun: Bool
  ) {
    let code = (error as? URLError)?.code ?? .unknown
    let text = error.localizedDescription
    let detail = text.hasSuffix(".") ? String(text.dropLast()) : text
    let isUnsent =
      !answerHasBegun
      && (request.hasBody ? sentBodyBytes == 0 : Self.isProofOfNoConnection(code, detail: detail))
    let (kind, event) =
      isUnsent
      ? Self.describeUnsent(code, for: request)
      : Self.describeSent(code, for: request, answerHasBegun: answerHasBegun)
    self.init(
      kind, requestMayHaveBeenSent: !isUnsent,
      reason: "\(event): \(detail)", underlyingError: error)
  }

  /// Whether an error on a connection of the request's own says that there never was one.
  private static func isProofOfNoConnection(_ code: URLError.Code, detail: String) -> Bool {
    switch code {
    case .cannotFindHost, .dnsLookupFailed: return true
    case .cannotConnectToHost:
      #if canImport(FoundationNetworking)
      return detail.hasPrefix("Failed to connect to ")
      #else
      return true
      #endif
    default: return false
    }
  }

  private static func describeUnsent(
    _ code: URLError.Code, for request: RequestSummary
  ) -> (Code, String) {
    switch code {
    case .badURL, .unsupportedURL:
      (.invalidRequest, "the URL of the request to \(request.host) cannot be used")
    case .cannotFindHost, .dnsLookupFailed: (.cannotConnect, "the host \(request.host) was not found")
    case .networkConnectionLost, .badServerResponse:
      (.connectionLost, "\(request.host) closed the connection before the request was sent")
    case .unknown where request.isSecure:
      // On Linux every failure of TLS is reported as unknown; the detail tells them apart.
      (.cannotConnect, "no secure connection to \(request.host) could be made")
    default: (.cannotConnect, "no connection to \(request.host) could be made")
    }
  }

  private static func describeSent(
    _ code: URLError.Code, for request: RequestSummary, answerHasBegun: Bool
  ) -> (Code, String) {
    if answerHasBegun {
      (.connectionLost, "the answer of \(request.host) broke off or cannot be decoded")
    } else {
      switch code {
      case .unknown, .unsupportedURL, .cannotParseResponse:
        (.connectionLost, "there was no readable answer of \(request.host)")
      default: (.connectionLost, "the connection to \(request.host) was lost before an answer came")
      }
    }
  }
}
