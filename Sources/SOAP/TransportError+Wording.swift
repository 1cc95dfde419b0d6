// What every transport says in the same words.
extension TransportError {
  static func answerTooLarge(of request: RequestSummary, limit: Int) -> TransportError {
    TransportError(
      .responseTooLarge, requestMayHaveBeenSent: true,
      reason: "the answer of \(request.host) is larger than the \(limit) bytes that are accepted")
  }

  static var cancelledBeforeItWasSent: TransportError {
    TransportError(
      .cancelled, requestMayHaveBeenSent: false, reason: "the call was cancelled before it was sent")
  }

  static var transportClosed: TransportError {
    TransportError(.closed, requestMayHaveBeenSent: false, reason: "the transport was closed")
  }

  static func noAnswer(of request: RequestSummary, within timeout: Duration) -> String {
    "there was no complete answer of \(request.host) within \(timeout)"
  }
}
