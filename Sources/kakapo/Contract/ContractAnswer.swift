import Foundation
import HTTPTypes
import KakapoProvision
import WSDL

/// A server's answer to a request for a WSDL.
struct ContractAnswer {
  let status: Int
  let mediaType: String
  let body: [UInt8]
  let location: String
  private let charset: String?
  private let redirection: String?
  private let imports: ContractFetch

  init(_ response: TransportResponse, location: String, imports: ContractFetch) {
    self.imports = imports
    status = response.head.status.code
    body = response.body
    self.location = location
    redirection = response.head.headerFields[.location]
    let parts = (response.head.headerFields[.contentType] ?? "").split(separator: ";")
      .map { $0.trimmingCharacters(in: .whitespaces) }
    mediaType = parts.first?.lowercased() ?? ""
    charset = parts.dropFirst().first { $0.lowercased().hasPrefix("charset=") }
      .map { $0.dropFirst("charset=".count).trimmingCharacters(in: CharacterSet(charactersIn: "\"'")) }
  }

  /// What is wrong with the answer's status, or `nil` when it is 200.
  var statusProblem: ProvisionError? {
    guard status != 200 else { return nil }
    let isAccess = [401, 403, 404, 407].contains(status)
    let words = title.map { " and a page titled \(quoted($0))" } ?? ""
    return ProvisionError(
      isAccess ? .accessRefused : .contractUnavailable, delivery: .answered,
      reason: "\(location) answered with HTTP \(status)\(words)", advice: advice, httpStatus: status)
  }

  /// Reads the WSDL in the answer, and fetches the documents that it imports.
  ///
  /// - Returns: The documents and the reader's result.
  /// - Throws: `ProvisionError` of code `accessRefused` or `contractUnavailable`.
  func documents() async throws(ProvisionError) -> ContractDocuments {
    if let statusProblem { throw statusProblem }
    do {
      return try await ContractDocuments(
        [WSDLSource(body, location: location, charset: charset)], fetchingOthersWith: imports)
    } catch {
      guard error.reading.code != .incomplete else {
        throw ProvisionError(
          .contractUnavailable, delivery: .answered, reason: "\(error)",
          advice: error.cause is TransportError
            ? "Try again, or allow more time with --timeout."
            : "Some servers give everything in one document at ?singleWsdl instead of ?WSDL: fetch that. "
              + "Otherwise ask the vendor for the documents.",
          underlyingError: error.cause)
      }
      let isPage = mediaType.contains("html") || title != nil
      throw ProvisionError(
        .contractUnavailable, delivery: .answered,
        reason: isPage
          ? "\(location) answered with a web page\(title.map { " titled \(quoted($0))" } ?? ""), not a WSDL"
          : "\(error)",
        advice: isPage
          ? "It may be a maintenance page, a page of a proxy or of a hotel's network, or the wrong address. "
            + "Open it in a browser, and try again later."
          : "Check the address.",
        httpStatus: status, underlyingError: error.cause)
    }
  }

  private var advice: String {
    switch status {
    case 300..<400:
      "Redirects are not followed, so that a login never goes to the wrong server. "
        + (redirection.map { "If the service has moved to \(quoted($0)), give that address." }
          ?? "Check the address.")
    case 401:
      "Something asks for an HTTP login, which the service does not use. Check the address, and any proxy."
    case 403:
      "This machine's public address is probably not on the access list. Have it added in the portal for the "
        + "Interface User, or call from an address that is on the list."
    case 404:
      "Check the path of the address. If it is right, the service does not offer its WSDL: ask the vendor "
        + "for the file and give it with --contract FILE."
    case 407: "The proxy asks for a login. Add it to the proxy's variable, or add the host to no_proxy."
    case 502, 503, 504:
      "The portal is under maintenance or overloaded, or a proxy cannot reach it. Try again later."
    case 500...: "The server failed. Try again later, then ask the vendor."
    default: "Check the address."
    }
  }

  /// The title of a web page.
  private var title: String? {
    let text = String(decoding: body.prefix(16_000), as: UTF8.self)
    guard let match = text.firstMatch(of: /(?i)<title[^>]*>([^<]{1,200})</) else { return nil }
    let words = match.1.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? nil : words
  }
}
