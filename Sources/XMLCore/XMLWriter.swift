/// Builds one XML document as UTF-8.
///
/// It does the escaping: a parser returns each text unchanged, scalar by scalar, or the text is refused. It doesn't
/// check that tags are closed in the right order; that depends on the caller's code, not on its data.
package struct XMLWriter {
  private var output: ByteOutput

  /// The bytes written so far, without a byte order mark.
  package var bytes: [UInt8] { output.bytes }

  /// Creates an empty document.
  ///
  /// - Parameter reservingCapacity: The number of bytes to reserve at once.
  package init(reservingCapacity: Int = 1024) {
    output = ByteOutput(capacity: reservingCapacity)
  }

  /// Writes the XML declaration, with UTF-8.
  package mutating func declaration() {
    raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
  }

  /// Writes a start tag.
  ///
  /// - Parameters:
  ///   - name: The name, with or without a prefix.
  ///   - attributes: Names and values in the order to write, including namespace declarations.
  /// - Throws: ``XMLWritingError`` if a name isn't an XML name, or a value has a character that XML can't carry.
  ///   Nothing has been written then.
  package mutating func start(
    _ name: String, attributes: [(String, String)] = []
  ) throws(XMLWritingError) {
    try Self.checkName(name)
    for (attribute, value) in attributes {
      try Self.checkName(attribute)
      try Self.checkText(value, as: .attributeValue)
    }
    raw("<")
    append(name)
    for (attribute, value) in attributes {
      raw(" ")
      append(attribute)
      raw("=\"")
      escape(value, for: .attribute)
      raw("\"")
    }
    raw(">")
  }

  /// Writes an end tag.
  ///
  /// - Parameter name: The name that was passed to ``start(_:attributes:)``.
  package mutating func end(_ name: String) {
    raw("</")
    append(name)
    raw(">")
  }

  /// Writes character data.
  ///
  /// - Parameter text: The text, not escaped.
  /// - Throws: ``XMLWritingError`` if it has a character that XML can't carry. Nothing has been written then.
  package mutating func text(_ text: String) throws(XMLWritingError) {
    try Self.checkText(text, as: .text)
    escape(text, for: .text)
  }

  /// Writes an element that contains only text.
  ///
  /// - Parameters:
  ///   - name: The name, with or without a prefix.
  ///   - text: The text, not escaped. An empty one is written as `<name />`, as ASP.NET does.
  /// - Throws: ``XMLWritingError`` if the name isn't an XML name, or the text has a character that XML can't carry.
  ///   Nothing has been written then.
  package mutating func element(_ name: String, text: String) throws(XMLWritingError) {
    try Self.checkName(name)
    var name = name
    var text = text
    let specials = text.withUTF8 { XMLEscaping.specialBytes.count(in: $0) }
    if specials > 0 { try Self.checkText(text, as: .text) }
    name.withUTF8 { name in
      text.withUTF8 { text in
        let room = 2 * name.count + text.count + XMLEscaping.mostGrowth * (specials + 1)
        output.append(atMost: room) { pen in
          pen.put("<")
          pen.put(name)
          if text.isEmpty { return pen.put(" />") }
          pen.put(">")
          if specials == 0 { pen.put(text) } else { XMLEscaping.text.forEachPiece(of: text) { pen.put($0) } }
          pen.put("</")
          pen.put(name)
          pen.put(">")
        }
      }
    }
  }

  /// Writes markup as it is.
  ///
  /// - Parameter utf8: Markup from the source code.
  package mutating func raw(_ utf8: StaticString) {
    utf8.withUTF8Buffer { output.append($0) }
  }

  /// Writes markup as it is.
  ///
  /// - Parameter bytes: Well-formed UTF-8 markup from another writer; never data from outside.
  package mutating func raw(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { output.append($0) }
  }

  private mutating func escape(_ text: String, for place: XMLEscaping) {
    var text = text
    text.withUTF8 { text in place.forEachPiece(of: text) { output.append($0) } }
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { output.append($0) }
  }

  private static func checkText(_ text: String, as subject: XMLWritingError.Subject) throws(XMLWritingError) {
    guard let illegal = XMLCharacters.firstIllegal(in: text) else { return }
    throw XMLWritingError(subject: subject, scalar: illegal.scalar, offset: illegal.offset)
  }

  /// A name with at most one prefix.
  private static func checkName(_ name: String) throws(XMLWritingError) {
    if XMLCharacters.isName(name) { return }
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    var offset = 0
    for part in parts {
      guard !part.isEmpty else { throw XMLWritingError(subject: .name, scalar: "\0", offset: offset) }
      if let illegal = XMLCharacters.firstOutsideName(in: String(part)) {
        throw XMLWritingError(subject: .name, scalar: illegal.scalar, offset: offset + illegal.offset)
      }
      offset += part.unicodeScalars.count + 1
    }
  }
}

/// A text or name that can't be written as XML 1.0.
///
/// It has the character and its position, but no more of the text, which may be a secret.
package struct XMLWritingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of text to write.
  package enum Subject: String, Sendable, Hashable {
    /// Character data of an element.
    case text = "text"
    /// The value of an attribute.
    case attributeValue = "attribute value"
    /// The name of an element or attribute.
    case name = "name"
  }

  /// The kind of text to write.
  package let subject: Subject

  /// The character that isn't allowed; U+0000 if a name or its prefix is empty.
  package let scalar: Unicode.Scalar

  /// Its position, counted in Unicode scalars from 0.
  package let offset: Int

  /// What is wrong, for people, without the text itself.
  package var description: String {
    if subject == .name, scalar.value == 0 { return "An XML name is empty or has an empty part." }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let codePoint = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "The character \(codePoint) at position \(offset) is not allowed in an XML \(subject.rawValue)."
  }
}
