import Foundation
import HTTPTransport
import HTTPTypes
import Support
import WSDL

/// The contract of the service that a client calls, from its WSDL.
final class LiveContract: Sendable {
  /// A description and its origin.
  struct Description: Sendable {
    let contract: Contract
    /// Whether it is a kept copy, which may be out of date.
    let isKept: Bool
    /// The plans for calling the methods, each made at the method's first call.
    let plans = Locked<[ContractPlan.Key: ContractPlan]>([:])
  }

  private let check: ContractCheck
  private let endpoint: Endpoint
  private let transport: any Transport
  private let timeout: Duration
  private let description = SharedFetch<Description>()
  /// The description that is fetched if a kept copy doesn't fit a call; until then the copy serves other calls.
  private let renewal = SharedFetch<Description>()

  init(check: ContractCheck, endpoint: Endpoint, transport: any Transport, timeout: Duration) {
    self.check = check
    self.endpoint = endpoint
    self.transport = transport
    self.timeout = timeout
  }

  var isOff: Bool { check.source == .off }

  /// The contract, read or fetched at the first call.
  ///
  /// - Parameter deadline: When to stop waiting for it.
  /// - Returns: The contract.
  /// - Throws: ``ProvisionError`` of code `contractUnavailable`, `timedOut` or `cancelled`.
  func current(until deadline: ContinuousClock.Instant) async throws(ProvisionError) -> Description {
    if let value = renewal.value ?? description.value { return value }
    return try await description(until: deadline) { [self] () async throws(ProvisionError) in try await load()
    }
  }

  /// The contract, fetched again if it is a kept copy; `nil` if it isn't.
  func renewed(
    _ old: Description, until deadline: ContinuousClock.Instant
  ) async throws(ProvisionError) -> Description? {
    guard old.isKept, case .cached(let path, _) = check.source else { return nil }
    return try await renewal(until: deadline) { [self] () async throws(ProvisionError) in
      try await fetch(keepingIn: path)
    }
  }

  private func load() async throws(ProvisionError) -> Description {
    switch check.source {
    case .live, .off: return try await fetch(keepingIn: nil)
    case .file(let path): return Description(contract: try read(path), isKept: false)
    case .cached(let path, let maximumAge):
      if let kept = await kept(in: path, maximumAge) { return kept }
      return try await fetch(keepingIn: path)
    }
  }

  private func read(_ path: String) throws(ProvisionError) -> Contract {
    do {
      return Contract(try ContractFiles.read(path).definitions)
    } catch let error as WSDLReadingError {
      throw .contractUnavailable("\(error)", underlying: UnusableContractFile(path: path))
    } catch {
      throw .contractUnavailable(
        "the file \(path) cannot be read", underlying: UnusableContractFile(path: path))
    }
  }

  private func kept(in path: String, _ maximumAge: Duration) async -> Description? {
    guard let (data, date) = try? PrivateFile.readDated(path, upTo: KeptContract.limit), date <= Date(),
      Date().timeIntervalSince(date) <= Double(maximumAge.components.seconds),
      let kept = KeptContract(decoding: data), kept.endpoint == endpoint.canonical,
      let documents = try? await ContractDocuments(kept.documents, fetchingOthersWith: nil)
    else { return nil }
    return Description(contract: Contract(documents.reading.definitions), isKept: true)
  }

  private func fetch(keepingIn path: String?) async throws(ProvisionError) -> Description {
    let deadline = ContinuousClock.now + min(timeout, .seconds(1_000_000_000))
    let target = endpoint.path + "?WSDL"
    let location = endpoint.address(of: target)
    let request = TransportRequest(
      head: endpoint.request(.get, target: target, headerFields: [.accept: "text/xml"]), timeout: timeout,
      maximumResponseBytes: WSDLLimits().document.bytes)
    let response: TransportResponse
    do {
      response = try await transport.send(request)
    } catch {
      let reason = (error as? TransportError)?.reason ?? "\(error)"
      throw .contractUnavailable("\(location) cannot be fetched: \(reason)", underlying: error)
    }
    let answer = HTTPAnswer(response)
    guard answer.status == 200 else {
      throw .contractUnavailable(
        "\(location) answered with HTTP \(answer.status)", status: answer.status)
    }
    let documents: ContractDocuments
    do {
      documents = try await ContractDocuments(
        [WSDLSource(answer.body, location: location, charset: answer.charset)],
        fetchingOthersWith: ContractFetch(via: transport, until: deadline))
    } catch {
      throw .contractUnavailable("\(error)", underlying: error.cause)
    }
    // Keeping it is only a convenience: if that fails, the next process fetches it again.
    if let path {
      try? keep(KeptContract(endpoint: endpoint.canonical, documents: documents.sources), at: path)
    }
    return Description(contract: Contract(documents.reading.definitions), isKept: false)
  }

  private func keep(_ contract: KeptContract, at path: String) throws {
    try PrivateFile.makeFolder(of: path)
    try PrivateFile.replace(path, with: contract.encoded())
  }
}

/// A file that was given as the contract and can't be used; a repeated call would fail the same way.
package struct UnusableContractFile: Error {
  /// The file.
  package let path: String
}

extension ProvisionError {
  static func contractUnavailable(
    _ problem: String, status: Int? = nil, underlying: (any Error)? = nil
  ) -> ProvisionError {
    let isIncomplete = (underlying as? WSDLReadingError)?.code == .incomplete
    let check =
      isIncomplete ? "Ask the vendor for the missing document" : "Check the endpoint and the access list"
    return ProvisionError(
      .contractUnavailable, delivery: .notSent,
      reason: "the contract cannot be checked before the login is sent, because \(problem)",
      remedies: [.giveContract(instead: check), .skipContractCheck],
      httpStatus: status, underlyingError: underlying)
  }
}
