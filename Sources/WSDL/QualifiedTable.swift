/// Components in document order that are also found by name.
///
/// The first component of a name stays; a second one is not taken in.
package struct QualifiedTable<Component: Sendable & Hashable>: Sendable, Hashable {
  /// The components in the order in which they were read.
  package private(set) var all: [Component] = []

  private var positions: [QualifiedName: Int] = [:]

  /// Returns the component of a name, or `nil` when there is none.
  package subscript(name: QualifiedName) -> Component? {
    positions[name].map { all[$0] }
  }

  /// Takes a component in, unless there is one of that name.
  ///
  /// - Parameters:
  ///   - component: The component.
  ///   - name: Its name.
  /// - Returns: Whether it was taken in.
  mutating func insert(_ component: Component, as name: QualifiedName) -> Bool {
    guard positions[name] == nil else { return false }
    positions[name] = all.count
    all.append(component)
    return true
  }
}
