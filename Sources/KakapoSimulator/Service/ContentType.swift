/// A Content-Type header field: the type and its parameters.
struct ContentType: Sendable {
  /// In lower case, for example `text/xml`; empty when there is none.
  let base: String
  private let parameters: [String: String]

  init(_ field: String) {
    let parts = field.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
    base = (parts.first ?? "").lowercased()
    parameters = Dictionary(
      parts.dropFirst().compactMap { part in
        let pair = part.split(separator: "=", maxSplits: 1).map(Self.trimmed)
        guard pair.count == 2 else { return nil }
        return (pair[0].lowercased(), pair[1].filter { $0 != "\"" })
      }, uniquingKeysWith: { first, _ in first })
  }

  var charset: String? { parameters["charset"]?.lowercased() }
  /// The action of SOAP 1.2.
  var action: String? { parameters["action"] }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
