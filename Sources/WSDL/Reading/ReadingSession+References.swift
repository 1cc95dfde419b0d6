import XMLCore

extension ReadingSession {
  /// Reports names that aren't described anywhere, and components that refer to themselves; each name once.
  func checkReferences() {
    var reported: Set<QualifiedName> = []
    for reference in references where !isKnown(reference) {
      let key = QualifiedName(
        "\(reference.kind.rawValue) \(reference.name.name)", namespace: reference.name.namespace)
      guard reported.insert(key).inserted else { continue }
      if reference.kind == .element, reference.name.namespace == WSDLNamespaces.schema {
        log.add(
          .unsupported,
          "An element of XML Schema itself, \(reference.name.name), is used here: the data includes its own"
            + " description (a DataSet), so its type is not known in advance.", at: reference.place)
      } else {
        log.add(
          .error, "The \(reference.kind.rawValue) \(reference.name) is referenced but not defined.",
          at: reference.place)
      }
    }
    references = []
    checkCycles()
  }

  func isKnown(_ reference: ComponentReference) -> Bool {
    let name = reference.name
    let schemas = definitions.schemas
    let isOfEncoding = name.namespace == WSDLNamespaces.soapEncoding
    switch reference.kind {
    case .type: return BuiltInType(name) != nil || isOfEncoding || schemas.types[name] != nil
    case .element: return isOfEncoding || schemas.elements[name] != nil
    case .group: return schemas.groups[name] != nil
    case .attribute:
      return isOfEncoding || name.namespace == XMLNamespaces.xml || schemas.attributes[name] != nil
    case .attributeGroup: return isOfEncoding || schemas.attributeGroups[name] != nil
    case .message: return definitions.messages[name] != nil
    case .portType: return definitions.portTypes[name] != nil
    case .binding: return definitions.bindings[name] != nil
    }
  }

  private func checkCycles() {
    let schemas = definitions.schemas
    var types: [(QualifiedName, [QualifiedName])] = []
    for type in schemas.types.all {
      if let name = type.name { types.append((name, type.foundations)) }
    }
    for name in CycleFinder.cycles(in: types) {
      log.add(.error, "Type \(name) is derived from itself.", at: schemas.types[name]?.place)
    }
    checkLines(of: types)
    let groups = schemas.groups.all.map { ($0.name, $0.content?.referredGroups ?? []) }
    for name in CycleFinder.cycles(in: groups) {
      log.add(.error, "Group \(name) contains itself.", at: schemas.groups[name]?.place)
    }
    let attributeGroups = schemas.attributeGroups.all.map { group in
      (group.name, group.attributes.compactMap { if case .group(let name, _) = $0 { name } else { nil } })
    }
    for name in CycleFinder.cycles(in: attributeGroups) {
      log.add(.error, "Attribute group \(name) contains itself.", at: schemas.attributeGroups[name]?.place)
    }
  }
}

extension ReadingSession {
  /// Reports a line of inheritance that is longer than the limit.
  private func checkLines(of types: [(name: QualifiedName, bases: [QualifiedName])]) {
    let bases = Dictionary(types.map { ($0.name, $0.bases.first) }, uniquingKeysWith: { first, _ in first })
    var lengths: [QualifiedName: Int] = [:]
    for (start, _) in types {
      var line: [QualifiedName] = []
      var next: QualifiedName? = start
      while let name = next, lengths[name] == nil, let base = bases[name] {
        // Counted from the end below; until then, a type that leads back here counts as the end.
        lengths[name] = 0
        line.append(name)
        next = base
      }
      var length = next.flatMap { lengths[$0] } ?? 0
      for name in line.reversed() {
        length += 1
        lengths[name] = length
        guard length == SchemaSet.longestChain + 1 else { continue }
        log.add(
          .unsupported,
          "Type \(name) is derived from more than \(SchemaSet.longestChain - 1) others in a line; what the "
            + "most general ones contain is not read.",
          at: definitions.schemas.types[name]?.place)
      }
    }
  }
}

extension SchemaType {
  /// The named types that this type is based on: bases, items and members, but not the types of its elements.
  fileprivate var foundations: [QualifiedName] {
    switch self {
    case .complex(let type): type.derivation.map { [$0.base] } ?? []
    case .simple(let type): type.foundations
    }
  }
}

extension SimpleType {
  fileprivate var foundations: [QualifiedName] {
    let references: [SchemaTypeReference] =
      switch variety {
      case .restriction(let base, _): [base]
      case .list(let item): [item]
      case .union(let members): members
      }
    return references.flatMap { reference in
      switch reference {
      case .named(let name): [name]
      case .anonymous(.simple(let type)): type.foundations
      case .anonymous(.complex): [QualifiedName]()
      }
    }
  }
}

extension SchemaGroup {
  /// The named groups in it, inside nested groups but not inside elements.
  fileprivate var referredGroups: [QualifiedName] {
    particles.flatMap { particle in
      switch particle {
      case .groupReference(let reference): [reference.name]
      case .group(let group): group.referredGroups
      case .element, .elementReference, .any: [QualifiedName]()
      }
    }
  }
}

/// Finds components that lead back to themselves, without recursion and in linear time.
enum CycleFinder {
  private enum State { case onTheWay, done }

  /// Returns one component of each cycle that a depth-first search finds.
  ///
  /// - Parameter graph: Each component with those that it refers to; names without a component are ignored.
  /// - Returns: The components, in the order in which they are found.
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
