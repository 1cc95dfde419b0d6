import ArgumentParser
import Foundation
import HTTPTypes
import KakapoProvision
import WSDL

/// Fetches a WSDL without credentials.
enum ContractDownload {
  /// Fetches the WSDL.
  ///
  /// - Parameters:
  ///   - address: The address of the WSDL.
  ///   - options: The options for fetching.
  /// - Returns: The server's answer, with any status.
  /// - Throws: `ProvisionError` of code `contractUnavailable` when there is no answer; `ValidationError` for
  ///   invalid options.
  static func answer(
    from address: ContractAddress, _ options: ContractFetchOptions
  ) async throws -> ContractAnswer {
    let transport = try options.transport.makeTransport()
    let timeout = Duration.seconds(options.timeout)
    let imports = ContractFetch(via: transport, until: .now + timeout)
    do throws(TransportTrouble) {
      let response = try await response(
        from: address, timeout: timeout, via: transport)
      return ContractAnswer(response, location: address.location, imports: imports)
    } catch {
      throw ProvisionError(
        .contractUnavailable, delivery: .notSent,
        reason: "\(address.location) cannot be fetched: \(error.event)", advice: error.advice,
        underlyingError: error.error)
    }
  }

  /// Fetches the WSDL.
  ///
  /// - Parameters:
  ///   - address: The address of the WSDL.
  ///   - timeout: The maximum time of the exchange.
  ///   - transport: The transport for the request.
  /// - Returns: The server's answer, with any status.
  /// - Throws: ``TransportTrouble`` when there is no answer.
  static func response(
    from address: ContractAddress, timeout: Duration, via transport: any Transport
  ) async throws(TransportTrouble) -> TransportResponse {
    let request = TransportRequest(
      head: address.request, timeout: timeout, maximumResponseBytes: WSDLLimits().document.bytes)
    do {
      return try await transport.send(request)
    } catch {
      throw TransportTrouble(error, address: address)
    }
  }
}

/// The options for fetching a WSDL.
struct ContractFetchOptions: ParsableArguments {
  @Option(help: "How many seconds fetching a WSDL may take.")
  var timeout: Double = 60

  @OptionGroup var transport: TransportOptions

  func validate() throws {
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout takes seconds, more than 0 and at most 86400.")
    }
  }
}
