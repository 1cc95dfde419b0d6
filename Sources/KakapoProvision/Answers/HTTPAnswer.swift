import Foundation
import HTTPTransport
import HTTPTypes
import XMLCore

/// The parts of an HTTP answer that matter for reading it.
struct HTTPAnswer: Sendable {
  let status: Int
  let mediaType: String
  let charset: String?
  let body: [UInt8]
  private let fields: HTTPFields

  init(_ response: TransportResponse) {
    status = response.head.status.code
    fields = response.head.headerFields
    body = response.body
    let contentTypes = fields.filter { $0.name == .contentType }.map(\.value)
    // ASP.NET's usual content type needs no parsing.
    guard contentTypes != ["text/xml; charset=utf-8"] else {
      (mediaType, charset) = ("text/xml", "utf-8")
      return
    }
    // Proxies repeat the field, or join it with commas: the first usable type and charset count.
    let values = contentTypes.flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }
      .map { $0.split(separator: UInt8(ascii: ";")) }
    let types = values.compactMap { $0.first.map { Substring($0).trimmingXMLSpace.lowercased() } }
    mediaType = types.first { $0.contains("/") } ?? types.first ?? ""
    charset = values.lazy.flatMap { $0.dropFirst() }.compactMap(HTTPAnswer.charset).first
  }

  var location: String? { fields[.location] }

  var retryAfter: Duration? { fields[.retryAfter].flatMap { RetryAfter.duration($0, sent: fields[.date]) } }

  /// The value of a parameter, if it is the charset.
  ///
  /// RFC 9110, section 5.6.6: parameter names are case-insensitive and values may be quoted.
  private static func charset(_ parameter: Substring.UTF8View) -> String? {
    guard let equals = parameter.firstIndex(of: UInt8(ascii: "=")),
      Substring(parameter[..<equals]).trimmingXMLSpace.lowercased() == "charset"
    else { return nil }
    let value = Substring(parameter[parameter.index(after: equals)...]).trimmingXMLSpace
    let quotes: (UInt8) -> Bool = { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    guard value.utf8.contains(where: quotes) else { return value.isEmpty ? nil : String(value) }
    let unquoted = String(decoding: value.utf8.filter { !quotes($0) }, as: UTF8.self)
    return unquoted.isEmpty ? nil : unquoted
  }

  var isXML: Bool { mediaType == "text/xml" || mediaType.hasSuffix("/xml") || mediaType.hasSuffix("+xml") }

  var isEmpty: Bool { body.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }
}

/// Reads the `Retry-After` header field: RFC 9110, section 10.2.3.
enum RetryAfter {
  /// How long to wait.
  ///
  /// - Parameters:
  ///   - text: The field's value: seconds, or a date.
  ///   - sent: The answer's `Date`. It is from the same clock as a date in the value; this machine's clock may be
  ///     wrong.
  /// - Returns: The time to wait, zero for a date in the past; `nil` for a value that can't be read.
  static func duration(_ text: String, sent: String?) -> Duration? {
    if let seconds = Int32(text), seconds >= 0, text.first != "+" { return .seconds(seconds) }
    guard let date = date(text) else { return nil }
    return .seconds(Int64(max(0, date.timeIntervalSince(sent.flatMap(self.date) ?? Date()).rounded(.up))))
  }

  /// An IMF-fixdate (section 5.6.7), the form that senders must use.
  private static func date(_ text: String) -> Date? {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.date(from: text)
  }
}
