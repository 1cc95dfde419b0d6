/// A value that stands in an element: text, or elements and attributes.
public protocol TypedValue: Sendable, Hashable {
  /// Reads the value.
  ///
  /// - Parameter element: The element it stands in.
  /// - Throws: ``TypedValueError`` when something else stands there.
  init(from element: TypedElement) throws(TypedValueError)

  /// Writes the value.
  ///
  /// - Parameter writer: The element to write it into.
  /// - Throws: ``TypedValueError`` when it cannot be sent.
  func encode(into writer: inout TypedWriter) throws(TypedValueError)
}
