extension TypeTranslator {
  /// For each type that leads to a type that can't be expressed, the position of the first such type.
  var failuresBelow: [TypeKey: Int] {
    var sources: [TypeKey: [TypeKey]] = [:]
    for (key, targets) in references {
      for target in targets { sources[target, default: []].append(key) }
    }
    var found: [TypeKey: Int] = [:]
    for (position, key) in order.enumerated() where failures[key] != nil && found[key] == nil {
      found[key] = position
      var open = [key]
      while let next = open.popLast() {
        for source in sources[next] ?? [] where found[source] == nil {
          found[source] = position
          open.append(source)
        }
      }
    }
    return found
  }

  /// The first reason why one of some types, or of those that they lead to, can't be expressed.
  ///
  /// - Parameters:
  ///   - keys: The types.
  ///   - found: The ``failuresBelow``.
  /// - Returns: The reason; `nil` if all can be expressed.
  func firstFailure(of keys: Set<TypeKey>, in found: [TypeKey: Int]) -> Unsupported? {
    keys.compactMap { found[$0] }.min().flatMap { failures[order[$0]] }
  }
}
