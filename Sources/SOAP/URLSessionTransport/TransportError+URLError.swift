import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension TransportError {
  /// Translates the error with which URLSession ended a task.
  ///
  /// - Parameters:
  ///   - error: URLSession's error.
  ///   - host: The host the request was for.
  ///   - requestMayHaveBeenSent: Whether any of the request may have left.
  ///   - answerHasBegun: Whether the head of an answer was received.
  init(_ error: any Error, host: String, requestMayHaveBeenSent: Bool, answerHasBegun: Bool) {
    let failure = (error as? URLError)?.code ?? .unknown
    let detail = error.localizedDescription
    let fate = requestMayHaveBeenSent ? "The request may have been carried out." : "The request was not sent."
    switch failure {
    case .badURL, .unsupportedURL:
      self.init(
        .invalidRequest, requestMayHaveBeenSent: false,
        reason: "The URL of the request to \(host) cannot be used: \(detail).", underlyingError: error)
    case .cannotFindHost, .dnsLookupFailed:
      self.init(
        .cannotConnect, requestMayHaveBeenSent: false,
        reason: "The host \(host) is unknown: \(detail).", underlyingError: error)
    default:
      if answerHasBegun {
        self.init(
          .connectionLost, requestMayHaveBeenSent: true,
          reason: "The answer of \(host) broke off: \(detail). \(fate)", underlyingError: error)
      } else {
        self.init(
          requestMayHaveBeenSent ? .connectionLost : .cannotConnect,
          requestMayHaveBeenSent: requestMayHaveBeenSent,
          reason: "\(host) \(failure.rawValue): \(detail). \(fate)", underlyingError: error)
      }
    }
  }

  /// A reused connection died under the request.
  static func lostConnection(to host: String) -> TransportError {
    TransportError(
      .connectionLost, requestMayHaveBeenSent: true,
      reason: "\(host) closed the connection while the request was on its way. It may have been carried out.")
  }

  /// The server's answer is not one of HTTP.
  static func unreadableAnswer(from host: String) -> TransportError {
    TransportError(
      .connectionLost, requestMayHaveBeenSent: true,
      reason: "\(host) answered something that is not HTTP. The request may have been carried out.")
  }
}
