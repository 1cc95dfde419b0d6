/// Builds one XML document as UTF-8.
///
/// It owns escaping: whatever text goes in comes out of a parser unchanged, scalar by scalar, or is refused.
/// It does not watch that tags are closed in the right order; that is the caller's code, not its data.
package struct XMLWriter {
  private var output: ByteOutput

  /// What has been written so far, without a byte order mark.
  package var bytes: [UInt8] { output.bytes }

  /// Creates an empty document.
  ///
  /// - Parameter reservingCapacity: How many bytes to make room for at once.
  package init(reservingCapacity: Int = 1024) {
    output = ByteOutput(capacity: reservingCapacity)
  }

  /// Writes the XML declaration, naming UTF-8.
  package mutating func declaration() {
    raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
  }

  /// Writes a start tag.
  ///
  /// - Parameters:
  ///   - name: The name, with a prefix or without.
  ///   - attributes: Names and values, written in this order; namespace declarations are among them.
  /// - Throws: ``XMLWritingError`` when a name is no XML name or a value holds a character XML cannot carry.
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
  /// - Parameter name: The name as it was given to ``start(_:attributes:)``.
  package mutating func end(_ name: String) {
    raw("</")
    append(name)
    raw(">")
  }

  /// Writes character data.
  ///
  /// - Parameter text: The text, not escaped.
  /// - Throws: ``XMLWritingError`` when it holds a character XML cannot carry. Nothing has been written then.
  package mutating func text(_ text: String) throws(XMLWritingError) {
    try Self.checkText(text, as: .text)
    escape(text, for: .text)
  }

  /// Writes a whole element with nothing but text in it.
  ///
  /// - Parameters:
  ///   - name: The name, with a prefix or without.
  ///   - text: The text, not escaped. An empty one is written as `<name />`, as ASP.NET does.
  /// - Throws: ``XMLWritingError`` when the name is no XML name or the text holds a character XML cannot
  ///   carry. Nothing has been written then.
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
  /// - Parameter utf8: Markup that stands in the source code.
  package mutating func raw(_ utf8: StaticString) {
    utf8.withUTF8Buffer { output.append($0) }
  }

  /// Writes markup as it is.
  ///
  /// - Parameter bytes: Well-formed UTF-8 markup that another writer made; never data from outside.
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

/// A text or name that cannot be written as XML 1.0.
///
/// It names the character and its place and holds nothing else of the text, which may be a secret.
package struct XMLWritingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was to be written.
  package enum Subject: String, Sendable, Hashable {
    /// Character data of an element.
    case text = "text"
    /// The value of an attribute.
    case attributeValue = "attribute value"
    /// The name of an element or attribute.
    case name = "name"
  }

  /// What was to be written.
  package let subject: Subject

  /// The character that cannot stand there; U+0000 when a name or its prefix is empty.
  package let scalar: Unicode.Scalar

  /// Where it stands, counted in Unicode scalars from 0.
  package let offset: Int

  /// What is wrong, for people, without the text itself.
  package var description: String {
    if subject == .name, scalar.value == 0 { return "An XML name is empty or has an empty part." }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let codePoint = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return "The character \(codePoint) at position \(offset) cannot stand in an XML \(subject.rawValue)."
  }
}
