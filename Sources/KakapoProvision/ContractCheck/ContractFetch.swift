package import HTTPTransport
import HTTPTypes
import WSDL

/// Fetches the documents that a service's WSDL imports, without credentials.
package struct ContractFetch: Sendable {
  private let transport: any Transport
  private let deadline: ContinuousClock.Instant

  /// Prepares the requests.
  ///
  /// - Parameters:
  ///   - transport: Carries the requests.
  ///   - deadline: The deadline for all documents together.
  package init(via transport: any Transport, until deadline: ContinuousClock.Instant) {
    self.transport = transport
    self.deadline = deadline
  }

  /// Why a document is missing.
  struct Problem: Error, CustomStringConvertible {
    let description: String
    let transport: TransportError?

    init(_ description: String, _ transport: TransportError? = nil) {
      self.description = description
      self.transport = transport
    }
  }

  func source(
    _ target: String, of server: Endpoint, upTo bytesLeft: Int, _ limits: WSDLLimits
  ) async throws(Problem) -> WSDLSource {
    let timeout = ContinuousClock.now.duration(to: deadline)
    guard timeout > .zero else {
      let error = TransportError(
        .timedOut, requestMayHaveBeenSent: false, reason: "the time for all documents together is over.")
      throw Problem(error.reason, error)
    }
    let tooLarge = Problem(
      bytesLeft < limits.document.bytes
        ? "all documents together have more than \(limits.totalBytes) bytes."
        : "it has more than \(limits.document.bytes) bytes.")
    guard bytesLeft > 0 else { throw tooLarge }
    let response: TransportResponse
    do {
      response = try await transport.send(
        TransportRequest(
          head: server.request(.get, target: target, headerFields: [.accept: "text/xml"]), timeout: timeout,
          maximumResponseBytes: min(bytesLeft, limits.document.bytes)))
    } catch {
      let error =
        error as? TransportError
        ?? TransportError(.connectionLost, requestMayHaveBeenSent: true, reason: "\(error)")
      throw error.code == .responseTooLarge ? tooLarge : Problem(error.reason, error)
    }
    let answer = HTTPAnswer(response)
    guard answer.status == 200 else { throw Problem("the server answered with HTTP \(answer.status).") }
    return WSDLSource(answer.body, location: server.address(of: target), charset: answer.charset)
  }
}
