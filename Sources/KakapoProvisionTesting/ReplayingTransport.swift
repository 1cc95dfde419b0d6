public import Foundation
import HTTPTransport
import HTTPTypes
public import KakapoProvision
import Support
import XMLCore

/// A transport that answers from files that a ``RecordingTransport`` or a person wrote.
///
/// It answers a request with the next recorded exchange of the same web method. The request's envelope must equal the
/// recorded one, apart from the credentials. If it differs, or if no exchange is left, the transport throws and doesn't
/// answer.
public final class ReplayingTransport: Transport {
  private struct Exchange {
    let request: [UInt8]?
    let response: TransportResponse
  }

  private let exchanges: Locked<[String: [Exchange]]>

  /// Reads a folder of recorded exchanges, each a file `NNNN-<Method>.response.http`.
  ///
  /// To compare a request, its file `NNNN-<Method>.request.http` must be beside it.
  ///
  /// - Parameter folder: The folder.
  /// - Throws: An error if a file can't be read or isn't an HTTP message.
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
  /// - Throws: An error if the file can't be read or isn't an HTTP message.
  public static func response(fromFile file: URL) throws -> TransportResponse {
    try HTTPMessage.response(Array(Data(contentsOf: file)))
  }

  /// The number of recorded exchanges that are left.
  public var remaining: Int { exchanges.withLock { $0.values.reduce(0) { $0 + $1.count } } }

  /// Answers from the recorded exchanges.
  ///
  /// - Parameter request: The request.
  /// - Returns: The recorded answer.
  /// - Throws: `TransportError` of code `invalidRequest` if no recorded exchange matches.
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

  /// Whether a request equals the recorded one, apart from secrets.
  ///
  /// Texts are also compared without redaction: the new credentials may occur in places where the recorded ones didn't.
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
