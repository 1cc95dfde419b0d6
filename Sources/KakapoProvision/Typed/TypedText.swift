/// A value that is text on the wire, so that it can stand in an attribute too.
public protocol TypedText: TypedValue {
  /// Reads the value, in the lexical forms of XML Schema part 2.
  ///
  /// - Parameter xmlText: The text as on the wire.
  /// - Throws: ``TypedValueError`` when the text is no such value.
  init(xmlText: String) throws(TypedValueError)

  /// The text as on the wire.
  var xmlText: String { get }
}

extension TypedText {
  /// Reads the value from the text of an element.
  ///
  /// - Parameter element: The element it stands in.
  /// - Throws: ``TypedValueError`` when something else stands there.
  public init(from element: TypedElement) throws(TypedValueError) {
    try self.init(xmlText: element.tree.text)
  }

  /// Writes the value as the text of an element.
  ///
  /// - Parameter writer: The element to write it into.
  /// - Throws: ``TypedValueError`` for a character that XML cannot carry.
  public func encode(into writer: inout TypedWriter) throws(TypedValueError) {
    try writer.text(self)
  }
}
