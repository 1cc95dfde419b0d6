/// Keeps a value outside the struct it belongs to, so that a type can hold a value of its own kind.
@propertyWrapper
public indirect enum Indirect<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The value.
  case stored(Value)

  /// Keeps a value.
  ///
  /// - Parameter wrappedValue: The value.
  public init(wrappedValue: Value) { self = .stored(wrappedValue) }

  /// The value.
  public var wrappedValue: Value {
    get {
      switch self {
      case .stored(let value): value
      }
    }
    set { self = .stored(newValue) }
  }
}
