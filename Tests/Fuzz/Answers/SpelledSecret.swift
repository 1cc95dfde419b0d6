import FuzzSupport

/// The password of all calls, in the ways that a server may spell it.
enum SpelledSecret {
  static let text = "Geh3im<\u{F6}>&\"x'"

  /// The bytes with the password in the places of `@@0` to `@@9`.
  static func filledIn(_ bytes: [UInt8]) -> [UInt8] {
    let sign = UInt8(ascii: "@")
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if position + 2 < bytes.count, bytes[position] == sign, bytes[position + 1] == sign,
        case let digit = Int(bytes[position + 2]) - 0x30, spellings.indices.contains(digit)
      {
        result += spellings[digit]
        position += 3
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return result
  }

  /// Whether a text holds the password, plain or in one of the spellings.
  static func stands(in text: String) -> Bool {
    let bytes = Array(text.utf8)
    return readable.contains { FuzzSupport.stands($0, in: bytes) }
  }

  private static let escaped = "Geh3im&lt;\u{F6}&gt;&amp;&quot;x&apos;"
  private static let spellings: [[UInt8]] = [
    Array(text.utf8),
    Array(escaped.utf8),
    Array(escaped.replacing("&", with: "&amp;").utf8),
    Array(text.unicodeScalars.map { "&#\($0.value);" }.joined().utf8),
    Array(text.unicodeScalars.map { "&#x\(String($0.value, radix: 16));" }.joined().utf8),
    Array(text.utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined().utf8),
    Array("Geh3im\\u003c\\u00F6\\u003e\\u0026\\\"x\\u0027".utf8),
    text.unicodeScalars.map { UInt8($0.value) },
    Array("<![CDATA[\(text)]]>".utf8),
    text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
  ]
  // Latin-1 is no UTF-8, and what is wide has been decoded when it is in a text.
  private static let readable = spellings[...6]
}
