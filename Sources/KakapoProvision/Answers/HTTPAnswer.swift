import HTTPTypes
import SOAP
import XMLCore

/// The parts of an HTTP answer that matter for reading it.
struct HTTPAnswer: Sendable {
  let status: Int
  let mediaType: String
  let charset: String?
  let location: String?
  let retryAfter: Duration?
  let body: [UInt8]

  init(_ response: TransportResponse) {
    status = response.head.status.code
    location = response.head.headerFields[.location]
    retryAfter = response.head.headerFields[.retryAfter].flatMap { RetryAfter.duration($0) }
    body = response.body
    let parts = (response.head.headerFields[.contentType] ?? "").split(separator: ";")
    mediaType = parts.first.map { $0.trimmingXMLSpace.lowercased() } ?? ""
    // RFC 9110, section 5.6.6: parameter names are case-insensitive and values may be quoted.
    charset =
      parts.dropFirst().lazy.compactMap { part -> String? in
        let pair = part.split(separator: "=", maxSplits: 1)
        guard pair.count == 2, pair[0].trimmingXMLSpace.lowercased() == "charset" else { return nil }
        let value = pair[1].trimmingXMLSpace.filter { $0 != "\"" && $0 != "'" }
        return value.isEmpty ? nil : value
      }.first
  }

  var isXML: Bool { mediaType == "text/xml" || mediaType.hasSuffix("/xml") || mediaType.hasSuffix("+xml") }

  var isEmpty: Bool { body.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }

  /// The first characters of the body, on one line.
  ///
  /// The cut comes before any cleaning, so secrets have to be taken out of the whole text first.
  static func excerpt(of text: String, limit: Int = 200) -> String {
    let words = text.prefix(4000).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > limit ? words.prefix(limit) + "…" : words
  }

  /// The words of a page for people, without its markup; the page itself when it has none.
  static func words(ofPage page: String) -> String {
    var words = ""
    var rest = page.prefix(16_000)
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      words += rest[..<open] + " "
      let tag = rest[open..<close].lowercased()
      rest = rest[close...].dropFirst()
      for hidden in ["script", "style"] where tag.hasPrefix("<" + hidden) {
        rest = rest[(rest.firstRange(of: "</")?.lowerBound ?? rest.endIndex)...]
      }
    }
    words += rest
    return words.allSatisfy(\.isWhitespace) ? page : words
  }

  /// An XML answer from behind its declaration and the start of its envelope, which look alike in all.
  static func withoutEnvelope(_ text: String) -> String {
    let start = text.prefix(16_000).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return String(start.trimmingPrefix(/(<\?xml[^>]*\?>)?\s*<([\w.\-]+:)?Envelope\b[^>]*>/))
  }
}
