import ArgumentParser
import Foundation
import HTTPTypes
import KakapoProvision
import WSDL

/// Asks a server for a WSDL, without credentials.
enum ContractDownload {
  /// Asks for the WSDL.
  ///
  /// - Parameters:
  ///   - address: Where it is.
  ///   - options: How it is fetched.
  /// - Returns: The server's answer, of any status.
  /// - Throws: `ProvisionError` of code `contractUnavailable` when there is no answer; `ValidationError` for
  ///   options that cannot be right.
  static func answer(
    from address: ContractAddress, _ options: ContractFetchOptions
  ) async throws -> ContractAnswer {
    let transport = try options.transport.makeTransport(to: address)
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

  /// Asks for the WSDL.
  ///
  /// - Parameters:
  ///   - address: Where it is.
  ///   - timeout: How long the whole exchange may take.
  ///   - transport: What carries the request.
  /// - Returns: The server's answer, of any status.
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

/// How a WSDL is fetched.
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
