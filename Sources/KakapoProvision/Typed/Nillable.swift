/// The value of an element that may be absent and, where it stands, may be nil.
///
/// As `Nillable<Value>?` it tells three things apart: no element, an element that says `xsi:nil`, and a
/// value.
public enum Nillable<Value: TypedValue>: Sendable, Hashable {
  /// The element stands there and is nil.
  case null
  /// The element has a value.
  case value(Value)

  /// The value; `nil` for a nil element.
  public var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }
}
