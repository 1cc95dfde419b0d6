import XMLCore

/// What a schema says of the text of an element or attribute beside its type.
public struct TextRules: Sendable, Hashable {
  /// What happens to white space before a text is read (XML Schema part 2, section 4.3.6).
  public enum WhiteSpace: Sendable, Hashable {
    /// It stays as it is.
    case preserve
    /// Each tab and line break becomes a blank.
    case replace
    /// Each run of it becomes one blank, and none is left at the ends.
    case collapse
  }

  /// The text of an empty element or an absent attribute; `nil` for none.
  let defaultValue: String?
  /// The only text; `nil` for any.
  let fixedValue: String?
  let whiteSpace: WhiteSpace

  /// Makes rules.
  ///
  /// - Parameters:
  ///   - defaultValue: The text of an empty element or an absent attribute (XML Schema part 1, sections 3.2.1 and
  ///     3.3.1); `nil` for none.
  ///   - fixedValue: The only text, and also that of an empty element or an absent attribute; `nil` for any text.
  ///   - whiteSpace: What happens to white space.
  public init(
    default defaultValue: String? = nil, fixed fixedValue: String? = nil, whiteSpace: WhiteSpace = .preserve
  ) {
    self.defaultValue = defaultValue
    self.fixedValue = fixedValue
    self.whiteSpace = whiteSpace
  }

  /// The text to read for an element or attribute that has none.
  var textOfNothing: String? { fixedValue ?? defaultValue }

  /// Reads a text.
  ///
  /// - Throws: ``TypedValueError`` if it isn't a value of the type, or another one than the fixed one.
  func value<Value: TypedText>(of text: String) throws(TypedValueError) -> Value {
    let value = try Value(xmlText: whiteSpace.applied(to: text))
    guard let fixedValue, value != (try Value(xmlText: whiteSpace.applied(to: fixedValue))) else {
      return value
    }
    throw TypedValueError.notFixed(value, fixedValue)
  }
}

extension TypedValueError {
  /// The error for another value than the only one that a schema allows; a secret isn't shown.
  static func notFixed(_ value: some TypedText, _ fixedValue: String) -> TypedValueError {
    guard !(value is Secret) else { return TypedValueError("is not the fixed value") }
    let text = quoted(String(value.xmlText.prefix(100)))
    return TypedValueError("is \(text), where only \(quoted(fixedValue)) is allowed")
  }
}

extension TextRules.WhiteSpace {
  func applied(to text: String) -> String {
    switch self {
    case .preserve: text
    case .replace: text.replacingXMLSpace
    case .collapse: text.collapsingXMLSpace
    }
  }
}
