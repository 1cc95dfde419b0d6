import CHTTPEngine
import Foundation
import HTTPTransport

extension TransportError {
  /// Converts the end of a transfer that has no answer.
  ///
  /// - Parameters:
  ///   - outcome: The end.
  ///   - request: The request and its destination.
  ///   - limit: The maximum number of bytes of the answer's body.
  init(_ outcome: chttp_outcome, for request: RequestSummary, limit: Int) {
    let detail =
      outcome.system_error == 0
      ? String(cString: outcome.detail) : String(cString: strerror(Int32(outcome.system_error))).lowercased()
    guard outcome.result != CHTTP_ANSWER_TOO_LARGE else {
      self = .answerTooLarge(of: request, limit: limit)
      return
    }
    let reason =
      outcome.may_have_been_sent
      ? Self.describeLoss(outcome, of: request, detail) : Self.describeUnsent(outcome, request, detail)
    self.init(
      outcome.may_have_been_sent ? .connectionLost : .cannotConnect,
      requestMayHaveBeenSent: outcome.may_have_been_sent, reason: reason)
  }

  private static func describeLoss(
    _ outcome: chttp_outcome, of request: RequestSummary, _ detail: String
  ) -> String {
    let event =
      if outcome.answer_has_begun {
        "the answer from \(request.host) ended early or cannot be decoded"
      } else if outcome.result == CHTTP_ANSWER_UNREADABLE {
        "there was no readable answer from \(request.host)"
      } else {
        "the connection to \(request.host) was lost before a readable answer came"
      }
    return "\(event): \(TLSWords.plain(detail))"
  }

  private static func describeUnsent(
    _ outcome: chttp_outcome, _ request: RequestSummary, _ detail: String
  ) -> String {
    if let proxy = request.proxy, let words = describe(proxy, outcome, request, detail) { return words }
    switch outcome.result {
    case CHTTP_UNKNOWN_HOST: return "the host \(request.host) was not found"
    case CHTTP_CONNECT_TIMED_OUT: return "no connection to \(request.host) could be made in time"
    case CHTTP_NOT_SECURE, CHTTP_BAD_TLS_SETTINGS:
      let words = TLSWords.of(detail, verificationResult: outcome.verification_result)
      return "no secure connection to \(request.host) could be made: \(words)"
    default: return "no connection to \(request.host) could be made: \(detail)"
    }
  }

  /// The proxy's part in a failure; `nil` if the proxy did its part.
  private static func describe(
    _ proxy: NamedProxy, _ outcome: chttp_outcome, _ request: RequestSummary, _ detail: String
  ) -> String? {
    // libcurl quotes the whole address of such a proxy, with user name and password.
    if detail.contains("nsupported proxy") { return "the address of the proxy \(proxy) cannot be used" }
    switch (outcome.result, outcome.tunnel_status) {
    case (_, 407):
      return "the proxy \(proxy) asks for a user name and password, or for different ones"
    case (_, 300...), (_, 1..<200):
      return
        "the proxy \(proxy) did not connect to \(request.server): its answer was \(outcome.tunnel_status)"
    case (CHTTP_UNUSABLE_PROXY, _):
      return "no connection to the proxy \(proxy) could be made: it was not found"
    case (CHTTP_NOT_CONNECTED, 0): return "no connection to the proxy \(proxy) could be made: \(detail)"
    default: return nil
    }
  }
}

/// What is wrong with a secure connection, in words for people.
enum TLSWords {
  /// The words for a failure.
  ///
  /// - Parameters:
  ///   - detail: libcurl's words.
  ///   - verificationResult: OpenSSL's code (`X509_V_ERR_…`).
  /// - Returns: A clause.
  static func of(_ detail: String, verificationResult: Int) -> String {
    switch verificationResult {
    case 10: "its certificate has expired"
    case 9: "its certificate is not valid yet"
    case 2, 18, 19, 20, 21: "its certificate is from an authority that is not trusted"
    case 23: "its certificate was revoked"
    case _ where detail.contains("CA certificate blob"):
      "the file with the trusted authorities has no certificate that can be used"
    case _ where detail.contains("subject name") || detail.contains("host name"):
      "its certificate is for another host name"
    case _ where detail.contains("protocol version") || detail.contains("unsupported protocol"):
      "client and server have no version of TLS in common"
    case _ where detail.contains("wrong version number"): "the answer to the handshake is not TLS"
    default: plain(detail)
    }
  }

  /// libcurl's words without OpenSSL's numbers: of
  /// `OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0` the last part.
  static func plain(_ detail: String) -> String {
    detail.wholeMatch(of: /.*error:.*::(.+?)(, errno \d+)?/).map { String($0.1) } ?? detail
  }
}
