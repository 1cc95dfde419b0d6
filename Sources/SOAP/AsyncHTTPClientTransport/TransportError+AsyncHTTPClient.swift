#if AsyncHTTPClient
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

extension TransportError {
  /// Translates the error with which the client ended a request.
  ///
  /// - Parameters:
  ///   - error: The client's error.
  ///   - request: What was to be sent where.
  ///   - timeout: How long the exchange was allowed to take.
  ///   - mayHaveBeenSent: Whether the first byte of the request, or of its body, may have been written.
  ///   - answerHasBegun: Whether the head of an answer was received.
  init(
    _ error: any Error, for request: RequestSummary, timeout: Duration, mayHaveBeenSent: Bool,
    answerHasBegun: Bool
  ) {
    let (code, event) =
      switch error as? HTTPClientError {
      case .deadlineExceeded: (Code.timedOut, Self.noAnswer(of: request, within: timeout))
      case .cancelled: (Code.cancelled, "the call was cancelled")
      case .getConnectionFromPoolTimeout:
        (Code.timedOut, "no connection to \(request.host) became free in time")
      case _ where mayHaveBeenSent:
        (Code.connectionLost, Self.describeLoss(of: request, answerHasBegun: answerHasBegun, error))
      case _ where error is ChannelError || error is HTTPParserError,
        .remoteConnectionClosed where !request.isSecure:
        // A connection that was kept alive, and ended when it was to be used again.
        (Code.connectionLost, "\(request.host) closed the connection before the request was sent")
      default: (Code.cannotConnect, Self.describeNoConnection(for: request, error))
      }
    self.init(code, requestMayHaveBeenSent: mayHaveBeenSent, reason: event, underlyingError: error)
  }

  private static func describeNoConnection(for request: RequestSummary, _ error: any Error) -> String {
    if let error = error as? NIOConnectionError {
      return error.connectionErrors.isEmpty
        ? "the host \(request.host) was not found: \(words(of: error.dnsAError ?? error.dnsAAAAError ?? error))"
        : "no connection to \(request.host) could be made: "
          + error.connectionErrors.map { words(of: $0.error) }.joined(separator: ", ")
    }
    switch error as? HTTPClientError {
    case .proxyAuthenticationRequired: return "the proxy wants another user name and password than it got"
    case .invalidProxyResponse, .httpProxyHandshakeTimeout:
      return "the proxy made no connection to \(request.host): \(words(of: error))"
    default:
      return
        "no \(request.isSecure ? "secure " : "")connection to \(request.host) could be made: \(words(of: error))"
    }
  }

  private static func describeLoss(
    of request: RequestSummary, answerHasBegun: Bool, _ error: any Error
  ) -> String {
    let event =
      answerHasBegun
      ? "the answer of \(request.host) broke off or cannot be decoded"
      : "the connection to \(request.host) was lost before a readable answer came"
    return "\(event): \(words(of: error))"
  }

  /// What an error of the client and of SwiftNIO says, on one line.
  private static func words(of error: any Error) -> String {
    let text =
      switch error {
      case let error as HTTPClientError: error.shortDescription
      case let error as IOError: error.description
      default: String(describing: error)
      }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
#endif
