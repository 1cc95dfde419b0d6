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
