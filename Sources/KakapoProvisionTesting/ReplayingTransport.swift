public import Foundation
import HTTPTransport
import HTTPTypes
public import KakapoProvision
import Support
import XMLCore

/// A transport that answers from files that a ``RecordingTransport`` wrote, or that were written by hand.
///
/// A request is answered by the next recorded exchange of the same web method. Its envelope must be the
/// recorded one, apart from the credentials; if not, or if there is no exchange left, it throws and nothing
/// is answered.
public final class ReplayingTransport: Transport {
  private struct Exchange {
    let request: [UInt8]?
    let response: TransportResponse
  }

  private let exchanges: Locked<[String: [Exchange]]>

  /// Reads a folder of recorded exchanges: `NNNN-<Method>.response.http`, and beside each, if its request
  /// is to be compared, `NNNN-<Method>.request.http`.
  ///
  /// - Parameter folder: The folder.
  /// - Throws: When a file cannot be read or is no HTTP message.
  public init(readingFrom folder: URL) throws {
    let suffix = ".response.http"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
    var exchanges: [String: [Exchange]] = [:]
    for name in names.filter({ $0.hasSuffix(suffix) }).sorted() {
      let stem = String(name.dropLast(suffix.count))
      let method = stem.split(separator: "-", maxSplits: 1).last.map(String.init) ?? stem
      let request = folder.appending(path: stem + ".request.http")
      let hasRequest = FileManager.default.fileExists(atPath: request.path(percentEncoded: false))
      exchanges[method, default: []].append(
        Exchange(
          request: hasRequest ? try HTTPMessage.body(Array(Data(contentsOf: request))) : nil,
          response: try ReplayingTransport.response(fromFile: folder.appending(path: name))))
    }
    self.exchanges = Locked(exchanges)
  }

  /// Reads one answer from a file: status line, header lines, an empty line and the body.
  ///
  /// - Parameter file: The file.
  /// - Returns: The answer.
  /// - Throws: When the file cannot be read or is no HTTP message.
  public static func response(fromFile file: URL) throws -> TransportResponse {
    try HTTPMessage.response(Array(Data(contentsOf: file)))
  }

  /// How many recorded exchanges have not been asked for yet.
  public var remaining: Int { exchanges.withLock { $0.values.reduce(0) { $0 + $1.count } } }

  /// Answers from the recorded exchanges.
  ///
  /// - Parameter request: The request.
  /// - Returns: The recorded answer.
  /// - Throws: `TransportError` of code `invalidRequest` when no recorded exchange fits.
  public func send(_ request: TransportRequest) async throws -> TransportResponse {
    if request.asksForContract { return .contract() }
    let method = request.method
    guard let exchange = exchanges.withLock({ $0[method]?.popFirst() }) else {
      throw refusal("no recorded exchange of \(method) is left")
    }
    if let recorded = exchange.request {
      guard let redact = FixtureRedactor(request: request.body),
        let sent = try? XMLReader().read(request.body), let recorded = try? XMLReader().read(recorded),
        ReplayingTransport.isSame(sent, recorded, redact)
      else {
        throw refusal("this call of \(method) differs from the recorded one")
      }
    }
    return exchange.response
  }

  /// Whether a request is the recorded one, in which secrets are replaced.
  ///
  /// A text is compared as it is, too: other credentials may stand in places where the recorded ones did not.
  private static func isSame(
    _ sent: ElementTree, _ recorded: ElementTree, _ redact: FixtureRedactor
  ) -> Bool {
    let (children, recordedChildren) = (sent.children, recorded.children)
    return sent.name == recorded.name && sent.namespace == recorded.namespace
      && sent.attributes == recorded.attributes && children.count == recordedChildren.count
      && (sent.text == recorded.text || redact(sent.text) == recorded.text)
      && zip(children, recordedChildren).allSatisfy { isSame($0, $1, redact) }
  }

  private func refusal(_ reason: String) -> TransportError {
    TransportError(.invalidRequest, requestMayHaveBeenSent: false, reason: reason)
  }
}

extension Array {
  fileprivate mutating func popFirst() -> Element? { isEmpty ? nil : removeFirst() }
}
