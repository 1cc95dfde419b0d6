/// How to treat a reference such as `&#x1F;` to a character that XML 1.0 can't carry.
///
/// Such a document isn't well-formed. But .NET writes them, also in answers that may report a completed action.
package enum IllegalReferences: Sendable {
  /// Read the document, with U+FFFD in place of the character.
  case replace
  /// Refuse the document as malformed.
  case refuse
}

extension IllegalReferences {
  /// Replaces every reference to an illegal character by U+FFFD.
  ///
  /// Inside CDATA sections, comments and processing instructions such text is literal, and stays.
  ///
  /// - Parameter document: UTF-8 without a byte order mark.
  /// - Returns: The changed document, or `nil` if there is nothing to change.
  static func replacing(in document: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard mayOccur(in: document) else { return nil }
    var result: [UInt8] = []
    var copied = 0
    var position = 0
    while position < document.count {
      switch document[position] {
      case UInt8(ascii: "<"):
        position = endOfLiteral(in: document, at: position) ?? position + 1
      case UInt8(ascii: "&"):
        guard let reference = CharacterReference(in: document, at: position) else {
          position += 1
          continue
        }
        if !XMLCharacters.isLegal(reference.codePoint) {
          result.append(contentsOf: document[copied..<position])
          result.append(contentsOf: "\u{FFFD}".utf8)
          copied = reference.end
        }
        position = reference.end
      default:
        position += 1
      }
    }
    guard copied > 0 else { return nil }
    result.append(contentsOf: document[copied...])
    return result
  }

  /// Whether there is an illegal reference anywhere, even in literal text; there almost never is.
  private static func mayOccur(in document: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while let found = document.firstIndex(of: UInt8(ascii: "&"), from: position) {
      if let reference = CharacterReference(in: document, at: found),
        !XMLCharacters.isLegal(reference.codePoint)
      {
        return true
      }
      position = found + 1
    }
    return false
  }

  /// The position after a CDATA section, comment or processing instruction that starts here.
  ///
  /// It is the document's end if the part isn't closed, and `nil` if no such part starts here.
  private static func endOfLiteral(in document: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    let forms: [(open: StaticString, close: StaticString)] = [
      ("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>"),
    ]
    for form in forms where document.hasBytes(form.open, at: start) {
      var position = start + form.open.utf8CodeUnitCount
      while position < document.count {
        if document.hasBytes(form.close, at: position) { return position + form.close.utf8CodeUnitCount }
        position += 1
      }
      return document.count
    }
    return nil
  }
}

/// A numeric reference: `&#` digits `;` or `&#x` hexadecimal digits `;` (XML 1.0, production 66).
private struct CharacterReference {
  /// The character, or a value beyond the last code point of Unicode.
  let codePoint: UInt32

  /// The position after the semicolon.
  let end: Int

  /// Reads the reference that starts at an ampersand; `nil` if there is none.
  init?(in document: UnsafeBufferPointer<UInt8>, at start: Int) {
    guard document.hasBytes("&#", at: start) else { return nil }
    let isHexadecimal = document.hasBytes("x", at: start + 2)
    let firstDigit = start + (isHexadecimal ? 3 : 2)
    var position = firstDigit
    var value: UInt32 = 0
    while position < document.count, let digit = Self.digit(document[position], isHexadecimal) {
      // The value stays above the last code point instead of overflowing.
      value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
      position += 1
    }
    guard position > firstDigit, document.hasBytes(";", at: position) else { return nil }
    codePoint = value
    end = position + 1
  }

  private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f") where isHexadecimal: UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F") where isHexadecimal: UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
