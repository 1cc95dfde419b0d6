/// The characters of XML 1.0 (fifth edition).
package enum XMLCharacters {
  /// Finds the first character that no XML 1.0 document can carry, not even as a reference.
  ///
  /// Those are the control characters other than tab, line feed and carriage return, and U+FFFE and U+FFFF
  /// (XML 1.0, production 2; a string holds no surrogates).
  ///
  /// - Parameter text: The text to check.
  /// - Returns: The character and its position, counted in Unicode scalars from 0, or `nil` if there is none.
  package static func firstIllegal(in text: String) -> (scalar: Unicode.Scalar, offset: Int)? {
    let suspicious = text.utf8.withContiguousStorageIfAvailable(mayHoldIllegal) ?? true
    guard suspicious else { return nil }
    for (offset, scalar) in text.unicodeScalars.enumerated() where !isLegal(scalar.value) {
      return (scalar, offset)
    }
    return nil
  }

  /// Whether a text is a name without a colon (Namespaces in XML 1.0, production 4).
  ///
  /// - Parameter text: The text to check.
  /// - Returns: Whether it may be the local name or the prefix of an element or attribute.
  package static func isName(_ text: String) -> Bool {
    !text.isEmpty && firstOutsideName(in: text) == nil
  }

  /// The first character that isn't allowed in a name, and its position in Unicode scalars.
  static func firstOutsideName(in text: String) -> (scalar: Unicode.Scalar, offset: Int)? {
    if text.utf8.withContiguousStorageIfAvailable(isPlainName) == true { return nil }
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      let isFine = offset == 0 ? startsName(scalar.value) : continuesName(scalar.value)
      if !isFine { return (scalar, offset) }
    }
    return nil
  }

  /// Whether UTF-8 is a name of ASCII letters, digits and underscores; almost all names are.
  private static func isPlainName(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = utf8.first, !(0x30...0x39 ~= first) else { return false }
    return plainNameBytes.count(in: utf8) == utf8.count
  }

  private static let plainNameBytes = ByteSet { byte in
    // Setting this bit turns capitals into small letters and leaves small letters unchanged.
    0x61...0x7A ~= byte | 0x20 || 0x30...0x39 ~= byte || byte == 0x5F
  }

  /// Whether a code point is a character of XML 1.0 (production 2).
  package static func isLegal(_ codePoint: UInt32) -> Bool {
    switch codePoint {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  /// Whether UTF-8 has a byte that occurs only in illegal characters, or the first byte of U+FFFE.
  static func mayHoldIllegal(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    utf8.contains { byte in
      byte == 0xEF || (byte < 0x20 && byte != 0x9 && byte != 0xA && byte != 0xD)
    }
  }

  /// NameStartChar without the colon (XML 1.0, production 4).
  private static func startsName(_ codePoint: UInt32) -> Bool {
    switch codePoint {
    case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
      0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF,
      0xFDF0...0xFFFD, 0x10000...0xEFFFF:
      true
    default: false
    }
  }

  /// NameChar without the colon (XML 1.0, production 4a).
  private static func continuesName(_ codePoint: UInt32) -> Bool {
    switch codePoint {
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: startsName(codePoint)
    }
  }
}

extension Unicode.Scalar {
  /// The same result as `properties.isWhitespace`, which uses tables even for an ASCII letter.
  package var isWhitespace: Bool {
    value < 0x80 ? value == 0x20 || 0x9...0xD ~= value : properties.isWhitespace
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is white space in XML (XML 1.0, production 3).
  package var isXMLSpace: Bool { UInt8(exactly: value)?.isXMLSpace == true }
}

extension String {
  /// The text with a blank for each XML white space (`replace` in XML Schema part 2, section 4.3.6).
  package var replacingXMLSpace: String {
    String(unicodeScalars.map { $0.isXMLSpace ? " " : Character($0) })
  }

  /// The text with one blank for each run of XML white space, and none at its ends (`collapse`, same section).
  package var collapsingXMLSpace: String {
    unicodeScalars.split(whereSeparator: \.isXMLSpace).map(String.init).joined(separator: " ")
  }
}

extension StringProtocol {
  /// The text without XML white space at its ends (XML 1.0, section 2.3).
  package var trimmingXMLSpace: Substring {
    let text = Substring(self)
    guard let start = text.utf8.firstIndex(where: { !$0.isXMLSpace }),
      let last = text.utf8.lastIndex(where: { !$0.isXMLSpace })
    else { return "" }
    return Substring(text.utf8[start...last])
  }
}

/// The namespaces of XML itself and of every schema-typed document.
package enum XMLNamespaces {
  /// The namespace of the prefix `xml`, which needs no declaration (Namespaces in XML 1.0, section 3).
  package static let xml = "http://www.w3.org/XML/1998/namespace"

  /// The namespace of `xsi:nil` and `xsi:type` (XML Schema Part 1, section 2.6).
  package static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"
}

/// The line ends of a document as every XML application sees them (XML 1.0, section 2.11).
enum LineEnds {
  /// Writes every `\r\n` and every other `\r` as `\n`.
  ///
  /// This is done before libxml2 reads the document: its push parser (2.9) leaves the line ends in CDATA sections
  /// unchanged.
  ///
  /// - Parameter document: UTF-8.
  /// - Returns: The changed document, or `nil` if it has no `\r`.
  static func normalizing(_ document: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard var found = document.firstIndex(of: UInt8(ascii: "\r"), from: 0) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(document.count)
    var copied = 0
    while true {
      result.append(contentsOf: document[copied..<found])
      result.append(UInt8(ascii: "\n"))
      copied = document.hasBytes("\n", at: found + 1) ? found + 2 : found + 1
      guard let next = document.firstIndex(of: UInt8(ascii: "\r"), from: copied) else { break }
      found = next
    }
    result.append(contentsOf: document[copied...])
    return result
  }
}
