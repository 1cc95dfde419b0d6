package import WSDL

/// Finds corresponding names in two lists.
///
/// It first matches name and namespace, then only the name, then the name in any letter case. Each step matches a name
/// only if there is one candidate on each side.
package struct NameMatching: Sendable, Hashable {
  /// Two corresponding names, by their positions.
  package struct Pair: Sendable, Hashable {
    /// The position in the old list.
    package let old: Int
    /// The position in the new list.
    package let new: Int
  }

  /// The names in both lists, in the order of the old one.
  package let pairs: [Pair]
  /// The positions of the old names that aren't in the new list.
  package let removed: [Int]
  /// The positions of the new names that aren't in the old list.
  package let added: [Int]

  /// Matches two lists.
  ///
  /// - Parameters:
  ///   - old: The names of one list.
  ///   - new: The names of the other list.
  package init(old: [QualifiedName], new: [QualifiedName]) {
    var found: [Int: Int] = [:]
    var oldLeft = Array(old.indices)
    var newLeft = Array(new.indices)
    func match(by key: (QualifiedName) -> QualifiedName) {
      let oldByKey = Dictionary(grouping: oldLeft) { key(old[$0]) }
      let newByKey = Dictionary(grouping: newLeft) { key(new[$0]) }
      for (key, positions) in oldByKey {
        guard positions.count == 1, let others = newByKey[key], others.count == 1 else { continue }
        found[positions[0]] = others[0]
      }
      let taken = Set(found.values)
      oldLeft.removeAll { found[$0] != nil }
      newLeft.removeAll { taken.contains($0) }
    }
    if old == new, Set(old).count == old.count {
      found = Dictionary(uniqueKeysWithValues: old.indices.map { ($0, $0) })
      (oldLeft, newLeft) = ([], [])
    }
    match { $0 }
    match { QualifiedName($0.name, namespace: nil) }
    match { QualifiedName($0.name.lowercased(), namespace: nil) }
    pairs = found.map { Pair(old: $0.key, new: $0.value) }.sorted { $0.old < $1.old }
    removed = oldLeft
    added = newLeft
  }

  /// Whether the names in both lists are in the same order.
  package var keepsOrder: Bool {
    zip(pairs, pairs.dropFirst()).allSatisfy { $0.new < $1.new }
  }
}
