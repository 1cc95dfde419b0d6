/// Finds the members through which a structure would contain itself.
enum InlineCycles {
  /// Names the members to store outside their structure, for each type.
  ///
  /// - Parameter declarations: All types.
  /// - Returns: For each type, the properties that lead back to it.
  static func members(in declarations: [TypeKey: Declaration]) -> [TypeKey: Set<String>] {
    let components = components(of: declarations.mapValues { Set(inline($0).compactMap(\.type.key)) })
    var result: [TypeKey: Set<String>] = [:]
    for (key, declaration) in declarations {
      for member in inline(declaration) {
        guard let target = member.type.key, let own = components[key], own == components[target] else {
          continue
        }
        result[key, default: []].insert(member.property)
      }
    }
    return result
  }

  /// The members with values in the structure itself; arrays and enums store theirs elsewhere.
  private static func inline(_ declaration: Declaration) -> [Member] {
    guard case .structure(let structure) = declaration else { return [] }
    return structure.members.filter { member in
      switch member.kind {
      case .element(_, let cardinality), .group(let cardinality): !cardinality.isRepeated
      default: false
      }
    }
  }

  /// Numbers the types, so that two types have the same number if each leads to the other.
  private static func components(of edges: [TypeKey: Set<TypeKey>]) -> [TypeKey: Int] {
    var finished: [TypeKey] = []
    var seen: Set<TypeKey> = []
    for start in edges.keys where seen.insert(start).inserted {
      var stack = [(start, Array(edges[start] ?? []))]
      while let (key, next) = stack.last {
        if let target = next.last {
          stack[stack.count - 1].1.removeLast()
          if seen.insert(target).inserted { stack.append((target, Array(edges[target] ?? []))) }
        } else {
          finished.append(key)
          stack.removeLast()
        }
      }
    }
    var reversed: [TypeKey: [TypeKey]] = [:]
    for (key, targets) in edges { for target in targets { reversed[target, default: []].append(key) } }
    var components: [TypeKey: Int] = [:]
    for (number, start) in finished.reversed().enumerated() where components[start] == nil {
      var stack = [start]
      components[start] = number
      while let key = stack.popLast() {
        for source in reversed[key] ?? [] where components[source] == nil {
          components[source] = number
          stack.append(source)
        }
      }
    }
    return components
  }
}
