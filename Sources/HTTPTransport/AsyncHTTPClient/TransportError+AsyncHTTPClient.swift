#if AsyncHTTPClient
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

extension TransportError {
  /// Converts the error with which the client ended a request.
  ///
  /// - Parameters:
  ///   - error: The client's error.
  ///   - request: The request and its destination.
  ///   - timeout: The time limit of the exchange.
  ///   - isOver: Whether that time has passed.
  ///   - mayHaveBeenSent: Whether the first byte of the request, or of its body, may have been written.
  ///   - answerHasBegun: Whether the head of an answer was received.
  init(
    _ error: any Error, for request: RequestSummary, timeout: Duration, isOver: Bool,
    mayHaveBeenSent: Bool, answerHasBegun: Bool
  ) {
    let (code, event) =
      switch error as? HTTPClientError {
      case .deadlineExceeded: (Code.timedOut, Self.noAnswer(of: request, within: timeout))
      case .cancelled: (Code.cancelled, "the call was cancelled")
      case .getConnectionFromPoolTimeout:
        (Code.timedOut, "no connection to \(request.host) became free in time")
      // A request that waits for a connection gets the error of an earlier one that failed.
      case _ where isOver && !mayHaveBeenSent: (Code.timedOut, Self.noAnswer(of: request, within: timeout))
      case _ where mayHaveBeenSent:
        (Code.connectionLost, Self.describeLoss(of: request, answerHasBegun: answerHasBegun, error))
      case _ where request.proxy == nil && (error is ChannelError || error is HTTPParserError),
        .remoteConnectionClosed where !request.isSecure:
        // A kept-alive connection that ended just before its reuse.
        (Code.connectionLost, "\(request.host) closed the connection before the request was sent")
      default: (Code.cannotConnect, Self.describeNoConnection(for: request, error))
      }
    self.init(code, requestMayHaveBeenSent: mayHaveBeenSent, reason: event, underlyingError: error)
  }

  private static func describeNoConnection(for request: RequestSummary, _ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError where error.connectionErrors.isEmpty:
      "the host \(request.host) was not found"
    case let error as NIOConnectionError:
      "no connection to \(request.host) could be made: "
        + error.connectionErrors.map { ErrorWords.of($0.error) }.joined(separator: ", ")
    case let error as HTTPClientError where error == .proxyAuthenticationRequired:
      "\(proxyName(for: request)) asks for a user name and password, or for different ones"
    case let error as HTTPClientError
    where [.invalidProxyResponse, .httpProxyHandshakeTimeout].contains(error):
      "\(proxyName(for: request)) did not connect to \(request.server): \(ErrorWords.of(error))"
    case is IOError: "no connection to \(request.host) could be made: \(ErrorWords.of(error))"
    default:
      "no \(request.isSecure ? "secure " : "")connection to \(request.host) could be made: \(ErrorWords.of(error))"
    }
  }

  private static func proxyName(for request: RequestSummary) -> String {
    "the proxy" + (request.proxy.map { " \($0)" } ?? "")
  }

  private static func describeLoss(
    of request: RequestSummary, answerHasBegun: Bool, _ error: any Error
  ) -> String {
    let event =
      answerHasBegun
      ? "the answer from \(request.host) ended early or cannot be decoded"
      : "the connection to \(request.host) was lost before a readable answer came"
    return "\(event): \(ErrorWords.of(error))"
  }
}

/// Errors of the client, of SwiftNIO and of BoringSSL in words for people.
enum ErrorWords {
  static func of(_ error: any Error) -> String {
    switch error {
    case let error as HTTPClientError: lowercasedFirst(error.shortDescription)
    case let error as IOError: lowercasedFirst(String(cString: strerror(error.errnoCode)))
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      "its certificate is for another host name"
    case is NIOSSLError, is BoringSSLError: reasons(of: error)
    default: String(describing: error).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }

  /// BoringSSL's reasons, such as CERTIFICATE_VERIFY_FAILED, without its numbers and source files.
  private static func reasons(of error: any Error) -> String {
    let text = String(describing: error)
    let reasons = text.matches(of: /OPENSSL_internal:([A-Z0-9_]+)/).map { match in
      match.1.lowercased().replacing("_", with: " ")
    }
    return reasons.isEmpty ? text : reasons.joined(separator: ", ")
  }

  private static func lowercasedFirst(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }
}
#endif
