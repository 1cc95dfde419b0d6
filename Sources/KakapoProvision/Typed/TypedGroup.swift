import XMLCore

/// Elements that stand together, or one of several alternatives, without an element of their own around them.
public protocol TypedGroup: TypedValue {
  /// The names of the elements, for each alternative.
  static var alternatives: [[String]] { get }

  /// The names of those that may stand several times in a row.
  static var repeatable: Set<String> { get }
}

extension TypedGroup {
  /// Whether an element of a name stands together with those before it.
  static func continues(_ run: [ElementTree], with name: String, alternative: Int) -> Bool {
    let names = alternatives[alternative]
    guard let last = run.last?.name, let position = names.lastIndex(of: name),
      let lastPosition = names.firstIndex(of: last)
    else { return false }
    // Among those that may be repeated there may be a choice, which knows no order.
    if repeatable.contains(name) { return position >= lastPosition || repeatable.contains(last) }
    return position > lastPosition && !run.contains { $0.name == name }
  }
}
