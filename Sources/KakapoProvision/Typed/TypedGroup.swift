/// Elements that stand together, or one of several alternatives, without an element of their own around them.
public protocol TypedGroup: TypedValue {
  /// The names of the elements, for each alternative.
  static var alternatives: [[String]] { get }

  /// The names of those that may stand several times in a row.
  static var repeatable: Set<String> { get }
}
