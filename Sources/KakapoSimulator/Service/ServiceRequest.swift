import HTTPTransport

/// An HTTP request for the service.
struct ServiceRequest: Sendable {
  var method: String
  var path: String
  /// The text after the question mark, still percent-encoded; empty without one.
  var query = ""
  /// By lower-case name.
  var headers: [String: String] = [:]
  /// The body, or `nil` when it was longer than the service accepts.
  var body: [UInt8]?
  var peerAddress: String

  func header(_ name: String) -> String? { headers[name] }

  /// Whether a web page of another site may have sent the request through a browser on this machine.
  ///
  /// - Parameter address: The address of the portal.
  /// - Returns: Whether it may have.
  func isForeign(at address: String) -> Bool {
    func isOwn(_ authority: Substring) -> Bool {
      let host =
        authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
      // With another address than a loopback one, the operator decides its names.
      return LoopbackHost.isNamed(by: String(host)) || !LoopbackHost.isNamed(by: address)
    }
    if let host = header("host"), !isOwn(host[...]) { return true }
    guard let origin = header("origin") else { return false }
    guard let start = origin.firstRange(of: "://")?.upperBound else { return true }
    return !isOwn(origin[start...])
  }

  var contentType: ContentType { ContentType(header("content-type") ?? "") }
}

/// A Content-Type header field: the type and its parameters.
struct ContentType: Sendable {
  /// The type in lower case, for example `text/xml`; empty when there is none.
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

/// The properties of a calling address.
enum PeerAddress {
  static func isLoopback(_ address: String) -> Bool {
    address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
  }
}

/// Decodes a request body like .NET's `StreamReader`: it replaces invalid bytes and does not refuse them.
enum RequestText {
  /// Decodes a body.
  ///
  /// A byte order mark decides first. Without a charset, or with an unknown one, `text/xml` is ASCII, even with
  /// another encoding in the XML declaration. Each byte above 0x7F becomes a question mark.
  ///
  /// - Parameters:
  ///   - body: The bytes.
  ///   - contentType: The request's Content-Type.
  /// - Returns: The text, without a byte order mark.
  static func decode(_ body: [UInt8], _ contentType: ContentType) -> String {
    if body.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: body.dropFirst(3), as: UTF8.self) }
    if body.starts(with: [0xFF, 0xFE]) { return utf16(body.dropFirst(2), isLittleEndian: true) }
    if body.starts(with: [0xFE, 0xFF]) { return utf16(body.dropFirst(2), isLittleEndian: false) }
    switch contentType.charset {
    case "utf-8", "utf8": return String(decoding: body, as: UTF8.self)
    case "utf-16", "utf-16le", "unicode": return utf16(body[...], isLittleEndian: true)
    case "utf-16be": return utf16(body[...], isLittleEndian: false)
    case "iso-8859-1", "latin1":
      return String(String.UnicodeScalarView(body.map { Unicode.Scalar($0) }))
    case nil where contentType.base.hasPrefix("application/"):
      return String(decoding: body, as: UTF8.self)
    default:
      return String(decoding: body.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isLittleEndian: Bool) -> String {
    let bytes = Array(bytes)
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittleEndian ? second << 8 | first : first << 8 | second
    }
    return String(decoding: units, as: UTF16.self)
  }
}

/// Decodes `application/x-www-form-urlencoded` text.
enum PercentEncoding {
  /// Decodes a name or value; a percent sign without two hexadecimal digits stays as it is.
  static func decode(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "+"):
        decoded.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard
          index + 2 < bytes.count,
          let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
          let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
        else { fallthrough }
        decoded.append(UInt8(high << 4 | low))
        index += 2
      default:
        decoded.append(bytes[index])
      }
      index += 1
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Decodes the fields of a form; of two with the same name, callers use the first.
  static func decodeForm(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { field in
      let pair = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (decode(pair[0]), pair.count > 1 ? decode(pair[1]) : "")
    }
  }
}
