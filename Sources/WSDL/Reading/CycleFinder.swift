/// Finds components that lead back to themselves, without recursion, in time linear in the references.
enum CycleFinder {
  private enum State { case onTheWay, done }

  /// Returns one component of each cycle that a depth-first walk comes across.
  ///
  /// - Parameter graph: Each component with those it refers to; names that are no components are passed over.
  /// - Returns: The components, in the order of finding.
  static func cycles(in graph: [(QualifiedName, [QualifiedName])]) -> [QualifiedName] {
    let successors = Dictionary(graph, uniquingKeysWith: { first, _ in first })
    var states: [QualifiedName: State] = [:]
    var found: [QualifiedName] = []
    for (start, _) in graph where states[start] == nil {
      var path: [(name: QualifiedName, next: Int)] = [(start, 0)]
      states[start] = .onTheWay
      while let (name, next) = path.last {
        let targets = successors[name] ?? []
        guard next < targets.count else {
          states[name] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let target = targets[next]
        guard successors[target] != nil else { continue }
        switch states[target] {
        case .onTheWay: found.append(target)
        case .done: break
        case nil:
          states[target] = .onTheWay
          path.append((target, 0))
        }
      }
    }
    return found
  }
}
