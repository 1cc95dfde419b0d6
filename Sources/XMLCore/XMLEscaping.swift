/// How to write character data so that a parser returns exactly the original.
///
/// A parser turns `\r` and `\r\n` of text into `\n` (XML 1.0, section 2.11), and all white space of an attribute value
/// into blanks (section 3.3.3), unless they are written as references. `>` is always escaped, which also covers `]]>`.
enum XMLEscaping {
  case text
  case attribute

  /// The replacement of a byte, or `nil` if it needs no escaping.
  private func replacement(of byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\r"): "&#13;"
    case UInt8(ascii: "\"") where self == .attribute: "&quot;"
    case UInt8(ascii: "\t") where self == .attribute: "&#9;"
    case UInt8(ascii: "\n") where self == .attribute: "&#10;"
    default: nil
    }
  }

  /// The maximum number of bytes that escaping adds to a byte.
  static let mostGrowth = 5

  /// The bytes that need a closer check: those that are escaped, and the bytes of characters that XML can't carry.
  static let specialBytes = ByteSet { byte in
    byte < 0x20 || byte == 0xEF || XMLEscaping.attribute.replacement(of: byte) != nil
  }

  /// Visits the pieces of valid UTF-8 in its escaped form.
  ///
  /// It doesn't check for characters that XML can't carry.
  func forEachPiece(of utf8: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var start = 0
    for position in utf8.indices {
      // Almost every byte is greater than all escaped bytes.
      guard utf8[position] <= UInt8(ascii: ">"), let replacement = replacement(of: utf8[position]) else {
        continue
      }
      body(UnsafeBufferPointer(rebasing: utf8[start..<position]))
      replacement.withUTF8Buffer(body)
      start = position + 1
    }
    body(UnsafeBufferPointer(rebasing: utf8[start...]))
  }
}

extension String {
  /// The text in UTF-8, escaped for an attribute in double quotation marks.
  package var escapedForAttribute: [UInt8] {
    var text = self
    var escaped: [UInt8] = []
    text.withUTF8 { text in XMLEscaping.attribute.forEachPiece(of: text) { escaped += $0 } }
    return escaped
  }
}

extension String {
  /// The text, escaped for HTML between tags and in quoted attributes.
  package var escapedForHTML: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
