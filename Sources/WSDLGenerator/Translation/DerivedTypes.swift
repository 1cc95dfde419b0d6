import WSDL

/// The complex types derived from each type.
struct DerivedTypes {
  /// The positions of the types with a given base.
  private var direct: [QualifiedName: [Int]] = [:]

  init(in schemas: SchemaSet) {
    for (position, type) in schemas.types.all.enumerated() {
      guard case .complex(let type) = type, let base = type.derivation?.base, base != type.name else {
        continue
      }
      direct[base, default: []].append(position)
    }
  }

  /// Whether any type is derived from a type.
  func has(_ name: QualifiedName) -> Bool { direct[name] != nil }

  /// Returns the types that are directly or indirectly derived from a type.
  ///
  /// - Parameters:
  ///   - name: The type.
  ///   - schemas: The schemas that this was made from.
  /// - Returns: The types in the order of the schema, without those with more than 64 types between.
  func types(from name: QualifiedName, in schemas: SchemaSet) -> [ComplexType] {
    var found: Set<Int> = []
    var level = [name]
    for _ in 0..<SchemaSet.longestChain where !level.isEmpty {
      var next: [QualifiedName] = []
      for position in level.flatMap({ direct[$0] ?? [] }) where found.insert(position).inserted {
        if let name = schemas.types.all[position].name { next.append(name) }
      }
      level = next
    }
    return found.sorted().compactMap { position in
      guard case .complex(let type) = schemas.types.all[position], type.name != name else { return nil }
      return type
    }
  }
}
