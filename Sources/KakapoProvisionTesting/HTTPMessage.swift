import HTTPTypes
import KakapoProvision

/// The text form of recorded requests and answers: a start line, header lines, an empty line, and the body.
///
/// The body is unchanged (RFC 9112, section 2.1). Lines may end in LF alone.
enum HTTPMessage {
  /// A file that isn't an HTTP message.
  struct FormatError: Error, CustomStringConvertible {
    let description: String
  }

  static func response(_ bytes: [UInt8]) throws -> TransportResponse {
    let (lines, body) = try split(bytes)
    let parts = (lines.first ?? "").split(separator: " ", maxSplits: 2)
    guard parts.count >= 2, parts[0].hasPrefix("HTTP/"), let code = Int(parts[1]),
      (100...999).contains(code)
    else { throw FormatError(description: "the first line is not an HTTP status line") }
    var head = HTTPResponse(status: .init(code: code))
    head.headerFields = try fields(lines.dropFirst())
    return TransportResponse(head: head, body: body)
  }

  static func encode(_ response: TransportResponse) -> [UInt8] {
    let status = response.head.status
    return encode(
      "HTTP/1.1 \(status.code) \(status.reasonPhrase)", response.head.headerFields, response.body)
  }

  static func encode(_ request: TransportRequest) -> [UInt8] {
    encode(
      "\(request.head.method.rawValue) \(request.head.path ?? "/") HTTP/1.1",
      request.head.headerFields, request.body)
  }

  /// The body of a message.
  static func body(_ bytes: [UInt8]) throws -> [UInt8] { try split(bytes).body }

  private static func encode(_ start: String, _ fields: HTTPFields, _ body: [UInt8]) -> [UInt8] {
    let lines = [start] + fields.map { "\($0.name.rawName): \($0.value)" }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }

  private static func split(_ bytes: [UInt8]) throws -> (lines: [String], body: [UInt8]) {
    var lines: [String] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) {
      var line = rest[..<end]
      if line.last == 0x0D { line.removeLast() }
      rest = rest[(end + 1)...]
      if line.isEmpty { return (lines, Array(rest)) }
      lines.append(String(decoding: line, as: UTF8.self))
    }
    throw FormatError(description: "there is no empty line after the header lines")
  }

  private static func fields(_ lines: ArraySlice<String>) throws -> HTTPFields {
    var fields = HTTPFields()
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else {
        throw FormatError(description: "\(line.debugDescription) is not a header line")
      }
      fields.append(HTTPField(name: name, value: String(parts[1].drop { $0 == " " })))
    }
    return fields
  }
}
