import Foundation
import HTTPTypes
import SOAP
import WSDL

/// The contract of the service that a client calls, as its WSDL states it.
final class LiveContract: Sendable {
  /// A description and where it comes from.
  struct Description: Sendable {
    let definitions: WSDLDefinitions
    /// Whether it is a kept copy, which may be out of date.
    let isKept: Bool
    /// How the methods are called after it, made when a method is called first.
    let plans = Locked<[ContractPlan.Key: ContractPlan]>([:])
  }

  private let check: ContractCheck
  private let endpoint: Endpoint
  private let transport: any Transport
  private let timeout: Duration
  private let description = SharedFetch<Description>()
  /// What is fetched when a kept copy does not fit a call; the copy serves the others until it is there.
  private let renewal = SharedFetch<Description>()

  init(check: ContractCheck, endpoint: Endpoint, transport: any Transport, timeout: Duration) {
    self.check = check
    self.endpoint = endpoint
    self.transport = transport
    self.timeout = timeout
  }

  var isOff: Bool { check.source == .off }

  /// The contract, read or fetched at the first call.
  func current() async throws(ProvisionError) -> Description {
    if let value = renewal.value ?? description.value { return value }
    return try await description { [self] () async throws(ProvisionError) in try await load() }
  }

  /// The contract fetched again, if it is a kept copy; `nil` if it is not.
  func renewed(_ old: Description) async throws(ProvisionError) -> Description? {
    guard old.isKept, case .cached(let path, _) = check.source else { return nil }
    return try await renewal { [self] () async throws(ProvisionError) in
      try await fetch(keepingIn: path)
    }
  }

  private func load() async throws(ProvisionError) -> Description {
    switch check.source {
    case .live, .off: return try await fetch(keepingIn: nil)
    case .file(let path):
      guard let data = FileManager.default.contents(atPath: path) else {
        throw .contractUnavailable("the file \(path) cannot be read")
      }
      return try read(Array(data), charset: nil, location: path)
    case .cached(let path, let maximumAge):
      if let kept = keptDescription(path, maximumAge) { return kept }
      return try await fetch(keepingIn: path)
    }
  }

  private func keptDescription(_ path: String, _ maximumAge: Duration) -> Description? {
    guard let (data, date) = try? PrivateFile.readDated(path), date <= Date(),
      Date().timeIntervalSince(date) <= Double(maximumAge.components.seconds),
      let kept = KeptContract(decoding: data), kept.endpoint == endpoint.canonical
    else { return nil }
    return try? read(kept.document, charset: kept.charset, location: path, isKept: true)
  }

  private func fetch(keepingIn path: String?) async throws(ProvisionError) -> Description {
    let request = TransportRequest(
      head: endpoint.request(.get, query: "WSDL", headerFields: [.accept: "text/xml"]), timeout: timeout,
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
        "\(location) answers with HTTP \(answer.status)", status: answer.status)
    }
    let description = try read(answer.body, charset: answer.charset, location: location)
    // Keeping it is a convenience: the next process fetches it again if it cannot be kept.
    if let path {
      try? keep(
        KeptContract(endpoint: endpoint.canonical, charset: answer.charset, document: answer.body), at: path)
    }
    return description
  }

  private func keep(_ contract: KeptContract, at path: String) throws {
    try PrivateFile.makeFolder(of: path)
    try PrivateFile.replace(path, with: contract.encoded())
  }

  private var location: String { "\(endpoint.scheme)://\(endpoint.authority)\(endpoint.path)?WSDL" }

  private func read(
    _ bytes: [UInt8], charset: String?, location: String, isKept: Bool = false
  ) throws(ProvisionError) -> Description {
    do {
      let reading = try WSDLReader().read(bytes, charset: charset, location: location)
      return Description(definitions: reading.definitions, isKept: isKept)
    } catch {
      throw .contractUnavailable("\(error)", underlying: error)
    }
  }
}

/// A WSDL as a file keeps it: a line that says whose it is, then the document as it came.
///
/// The login goes out under the names of the contract, so that of one service must not be used for another.
private struct KeptContract {
  private static let opening = "kakapo-contract 1 "

  let endpoint: String
  let charset: String?
  let document: [UInt8]

  init(endpoint: String, charset: String?, document: [UInt8]) {
    self.endpoint = endpoint
    self.charset = charset
    self.document = document
  }

  /// Reads a file; `nil` for one that isn't a kept contract, or is damaged.
  init?(decoding data: Data) {
    let bytes = Array(data)
    guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
    let head = String(decoding: bytes[..<end], as: UTF8.self)
    guard head.hasPrefix(KeptContract.opening) else { return nil }
    let words = head.dropFirst(KeptContract.opening.count).split(separator: " ", maxSplits: 2)
    guard words.count == 3 else { return nil }
    charset = words[1] == "-" ? nil : String(words[1])
    endpoint = String(words[2])
    document = Array(bytes[(end + 1)...])
    guard words[0] == sum else { return nil }
  }

  func encoded() -> Data {
    Data("\(KeptContract.opening)\(sum) \(charset ?? "-") \(endpoint)\n".utf8) + Data(document)
  }

  private var sum: String { Checksum.text(of: Data("\(charset ?? "-") \(endpoint)\n".utf8) + Data(document)) }
}

extension ProvisionError {
  static func contractUnavailable(
    _ problem: String, status: Int? = nil, underlying: (any Error)? = nil
  ) -> ProvisionError {
    ProvisionError(
      .contractUnavailable, delivery: .notSent,
      reason: "the contract cannot be checked before the login is sent, because \(problem)",
      advice: "Check the endpoint and the access list; give a copy of the WSDL with "
        + "`contractCheck = .file(path)` (--contract FILE), or switch the check off with "
        + "`contractCheck = .off` (--contract off).",
      httpStatus: status, underlyingError: underlying)
  }
}
