import Foundation
import HTTPTypes
import KakapoProvision
import WSDL

/// Asks a server for a WSDL, once and without credentials.
enum ContractDownload {
  /// Asks for the WSDL.
  ///
  /// - Parameters:
  ///   - address: Where it is.
  ///   - timeout: How long the whole exchange may take.
  /// - Returns: The server's answer, of any status.
  /// - Throws: `ProvisionError` of code `contractUnavailable` when there is no answer.
  static func answer(
    from address: ContractAddress, timeout: Duration
  ) async throws(ProvisionError) -> ContractAnswer {
    let trouble: TransportTrouble
    do {
      return try ContractAnswer(await response(from: address, timeout: timeout), location: address.location)
    } catch {
      trouble = error
    }
    throw ProvisionError(
      .contractUnavailable, delivery: .notSent,
      reason: "\(address.location) cannot be fetched: \(trouble.event)", advice: trouble.advice,
      underlyingError: trouble.error)
  }

  /// Asks for the WSDL.
  ///
  /// - Parameters:
  ///   - address: Where it is.
  ///   - timeout: How long the whole exchange may take.
  /// - Returns: The server's answer, of any status.
  /// - Throws: ``TransportTrouble`` when there is no answer.
  static func response(
    from address: ContractAddress, timeout: Duration
  ) async throws(TransportTrouble) -> TransportResponse {
    Proxies.passByLoopback()
    let transport = URLSessionTransport()
    defer { transport.close() }
    let request = TransportRequest(
      head: address.request, timeout: timeout, maximumResponseBytes: WSDLLimits().document.bytes)
    do {
      return try await transport.send(request)
    } catch {
      throw TransportTrouble(error, address: address)
    }
  }
}
