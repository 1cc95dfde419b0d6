import Support
public import XMLCore

/// One element of an answer, read by the names of a WSDL.
///
/// Elements may be in any order. Elements that the WSDL doesn't know are ignored, but stay in ``tree``. A name is its
/// namespace and its local name: an element of another namespace is another element. Only if the whole answer is in other
/// namespaces than the contract says, the local names are enough.
public struct TypedElement: Sendable {
  /// The element as received.
  public let tree: ElementTree
  /// The child elements to use; `nil` for all.
  private let selection: [ElementTree]?
  private let ignoresNamespaces: Bool

  /// Reads an element.
  ///
  /// - Parameter tree: The element as received.
  public init(_ tree: ElementTree) { self.init(tree, selection: nil, ignoresNamespaces: false) }

  /// Reads the result of an answer.
  ///
  /// - Parameter response: The answer.
  public init(_ response: ProvisionResponse) {
    self.init(response.result, selection: nil, ignoresNamespaces: response.isInOtherNamespaces)
  }

  private init(_ tree: ElementTree, selection: [ElementTree]?, ignoresNamespaces: Bool) {
    self.tree = tree
    self.selection = selection
    self.ignoresNamespaces = ignoresNamespaces
  }

  /// Reads a required element.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  ///   - rules: What the schema says of its text.
  /// - Returns: Its content.
  /// - Throws: ``TypedValueError`` if it is absent, nil or something else, or occurs more than once.
  public func element<Value: TypedValue>(
    _ name: String, _ namespace: String, rules: TextRules? = nil
  ) throws(TypedValueError) -> Value {
    guard let child = try single(name, namespace) else {
      throw TypedValueError("is missing").inside(name)
    }
    guard !child.isNil else { throw TypedValueError("is nil").inside(name) }
    return try value(of: child, rules)
  }

  /// Reads an element that may be absent or nil.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  ///   - rules: What the schema says of its text.
  /// - Returns: Its content; `nil` if the element is absent or nil.
  /// - Throws: ``TypedValueError`` if the content is something else.
  public func optional<Value: TypedValue>(
    _ name: String, _ namespace: String, rules: TextRules? = nil
  ) throws(TypedValueError) -> Value? {
    guard let child = try single(name, namespace), !child.isNil else { return nil }
    return try value(of: child, rules)
  }

  /// Reads an element that may be absent, and may be nil if it is present.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  ///   - rules: What the schema says of its text.
  /// - Returns: Its content; `nil` if the element is absent, `.null` if it is nil.
  /// - Throws: ``TypedValueError`` if the content is something else.
  public func optionalNillable<Value: TypedValue>(
    _ name: String, _ namespace: String, rules: TextRules? = nil
  ) throws(TypedValueError) -> Nillable<Value>? {
    guard let child = try single(name, namespace) else { return nil }
    return child.isNil ? .null : .value(try value(of: child, rules))
  }

  /// Reads all elements with a name.
  ///
  /// - Parameters:
  ///   - name: Their name.
  ///   - namespace: Their namespace.
  ///   - rules: What the schema says of their texts.
  /// - Returns: Their contents; empty if there are none.
  /// - Throws: ``TypedValueError`` if one is nil or something else.
  public func repeated<Value: TypedValue>(
    _ name: String, _ namespace: String, rules: TextRules? = nil
  ) throws(TypedValueError) -> [Value] {
    var values: [Value] = []
    for child in elements(name, namespace) {
      guard !child.isNil else { throw TypedValueError("is nil").inside(name) }
      values.append(try value(of: child, rules))
    }
    return values
  }

  /// Reads all elements with a name, any of which may be nil.
  ///
  /// - Parameters:
  ///   - name: Their name.
  ///   - namespace: Their namespace.
  ///   - rules: What the schema says of their texts.
  /// - Returns: Their contents, `nil` for a nil one; empty if there are none.
  /// - Throws: ``TypedValueError`` if one is something else.
  public func repeatedNillable<Value: TypedValue>(
    _ name: String, _ namespace: String, rules: TextRules? = nil
  ) throws(TypedValueError) -> [Value?] {
    var values: [Value?] = []
    for child in elements(name, namespace) {
      values.append(child.isNil ? nil : try value(of: child, rules))
    }
    return values
  }

  /// The child elements with other names than the given ones.
  ///
  /// - Parameter names: The names that the WSDL knows here.
  /// - Returns: The other elements, in order.
  public func any(except names: [TypedName]) -> [AnyElement] {
    children.filter { child in !names.contains { isNamed(child, $0) } }.map { AnyElement($0) }
  }

  /// Refuses text where the WSDL has only elements.
  ///
  /// - Throws: ``TypedValueError`` if there is any but white space.
  public func requireNoText() throws(TypedValueError) {
    guard tree.hasText else { return }
    throw TypedValueError(
      "has the text \(quoted(String(tree.text.prefix(100)))), where only elements are expected")
  }

  /// Refuses elements other than the items of a list.
  ///
  /// - Parameters:
  ///   - name: The name of the items.
  ///   - namespace: Their namespace.
  /// - Throws: ``TypedValueError`` if there is another element.
  public func requireOnly(_ name: String, _ namespace: String) throws(TypedValueError) {
    guard let other = children.first(where: { !isNamed($0, TypedName(name, namespace)) }) else { return }
    throw TypedValueError("has the element \(quoted(other.name)), where only \(name) is expected")
  }

  /// The element with only one of several children that have the same name at different places.
  ///
  /// - Parameters:
  ///   - position: The number of the place, from 0.
  ///   - isLast: Whether it is the last place, to which all further children belong.
  ///   - name: The name.
  ///   - namespace: The namespace.
  /// - Returns: The element without the other children of that name.
  public func occurrence(
    _ position: Int, isLast: Bool, _ name: String, _ namespace: String
  ) -> TypedElement {
    var count = 0
    let selection = children.filter { child in
      guard isNamed(child, TypedName(name, namespace)) else { return true }
      count += 1
      return count == position + 1 || isLast && count > position
    }
    return TypedElement(tree, selection: selection, ignoresNamespaces: ignoresNamespaces)
  }

  /// Reads a group of elements, or one of several alternatives.
  ///
  /// - Returns: Their value.
  /// - Throws: ``TypedValueError`` if a required element is missing.
  public func group<Group: TypedGroup>() throws(TypedValueError) -> Group {
    try requireOneAlternative(of: Group.self)
    return try Group(from: self)
  }

  /// Reads a group of elements, or one of several alternatives, if any of them is present.
  ///
  /// - Returns: Their value; `nil` if none of them is present.
  /// - Throws: ``TypedValueError`` if a required element is missing.
  public func optionalGroup<Group: TypedGroup>() throws(TypedValueError) -> Group? {
    let isThere = children.contains { name(of: $0, in: Group.alternatives.joined()) != nil }
    return isThere ? try group() : nil
  }

  /// Refuses elements of two alternatives, of which one would be lost.
  private func requireOneAlternative<Group: TypedGroup>(of type: Group.Type) throws(TypedValueError) {
    guard Group.alternatives.count > 1 else { return }
    let present = Set(children.compactMap { name(of: $0, in: Group.alternatives.joined()) })
    guard !Group.alternatives.contains(where: { present.isSubset(of: $0) }) else { return }
    let names = present.map(\.name).sorted().joined(separator: " and ")
    throw TypedValueError("has the elements \(names), of which only one is allowed")
  }

  /// Reads groups of elements, or alternatives, any number of times.
  ///
  /// A new group begins with an element of another alternative, one that the group already has, or one that belongs
  /// before the last.
  ///
  /// - Returns: Their values in order.
  /// - Throws: ``TypedValueError`` if a required element is missing.
  public func repeatedGroup<Group: TypedGroup>() throws(TypedValueError) -> [Group] {
    var runs: [(alternative: Int, names: [TypedName], children: [ElementTree])] = []
    for child in children {
      guard let name = name(of: child, in: Group.alternatives.joined()) else { continue }
      if let last = runs.last, Group.continues(last.names, with: name, alternative: last.alternative) {
        runs[runs.count - 1].names.append(name)
        runs[runs.count - 1].children.append(child)
      } else if let alternative = Group.alternatives.firstIndex(where: { $0.contains(name) }) {
        runs.append((alternative, [name], [child]))
      }
    }
    var groups: [Group] = []
    for run in runs {
      groups.append(
        try Group(
          from: TypedElement(tree, selection: run.children, ignoresNamespaces: ignoresNamespaces)))
    }
    return groups
  }

  /// Whether there is a child element with a name.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - namespace: The namespace.
  /// - Returns: Whether there is one.
  public func contains(_ name: String, _ namespace: String) -> Bool {
    !elements(name, namespace).isEmpty
  }

  /// Reads a required attribute.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  ///   - rules: What the schema says of its text.
  /// - Returns: Its value.
  /// - Throws: ``TypedValueError`` if it is absent or something else.
  public func attribute<Value: TypedText>(
    _ name: String, _ namespace: String, rules: TextRules? = nil
  ) throws(TypedValueError) -> Value {
    guard let value: Value = try optionalAttribute(name, namespace, rules: rules) else {
      throw TypedValueError("is missing").inside("@" + name)
    }
    return value
  }

  /// Reads an attribute that may be absent.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  ///   - rules: What the schema says of its text.
  /// - Returns: Its value; `nil` if it is absent and the schema has no default.
  /// - Throws: ``TypedValueError`` if it is something else.
  public func optionalAttribute<Value: TypedText>(
    _ name: String, _ namespace: String, rules: TextRules? = nil
  ) throws(TypedValueError) -> Value? {
    let text = tree.attribute(name, namespace: namespace.isEmpty ? nil : namespace)
    guard let text = text ?? rules?.textOfNothing else { return nil }
    do {
      guard let rules else { return try Value(xmlText: text) }
      return try rules.value(of: text)
    } catch {
      throw error.inside("@" + name)
    }
  }

  /// Reads the text of the element.
  ///
  /// - Parameter rules: What the schema says of the text.
  /// - Returns: Its value.
  /// - Throws: ``TypedValueError`` if it is something else, or has elements.
  public func text<Value: TypedText>(rules: TextRules? = nil) throws(TypedValueError) -> Value {
    guard let child = tree.firstChild else {
      let text = tree.text
      guard let rules else { return try Value(xmlText: text) }
      return try rules.value(of: text.isEmpty ? rules.textOfNothing ?? text : text)
    }
    throw TypedValueError("has the element \(quoted(child.name)), where only text is expected")
  }

  /// The type that the element declares with `xsi:type`.
  ///
  /// - Returns: The local name and the namespace; `nil` if it declares none.
  public var declaredType: (name: String, namespace: String)? {
    guard let value = tree.attribute("type", namespace: XMLNamespaces.schemaInstance) else { return nil }
    let parts = value.trimmingXMLSpace.split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = parts.last else { return nil }
    return (name, tree.resolve(prefix: parts.count == 2 ? parts[0] : "") ?? "")
  }

  private var children: [ElementTree] { selection ?? tree.children }

  private func elements(_ name: String, _ namespace: String) -> [ElementTree] {
    let named = selection?.filter { $0.nameEquals(name) } ?? tree.children(named: name)
    return ignoresNamespaces ? named : named.filter { ($0.namespace ?? "").hasSameBytes(as: namespace) }
  }

  /// The only element with a name; `nil` if there is none.
  private func single(_ name: String, _ namespace: String) throws(TypedValueError) -> ElementTree? {
    let found = elements(name, namespace)
    guard found.count <= 1 else {
      throw TypedValueError("occurs \(found.count) times, where one is expected").inside(name)
    }
    return found.first
  }

  private func isNamed(_ child: ElementTree, _ name: TypedName) -> Bool {
    child.nameEquals(name.name)
      && (ignoresNamespaces || (child.namespace ?? "").hasSameBytes(as: name.namespace))
  }

  /// The one of several names that an element has.
  private func name(of child: ElementTree, in names: some Sequence<TypedName>) -> TypedName? {
    names.first { isNamed(child, $0) }
  }

  private func value<Value: TypedValue>(
    of element: ElementTree, _ rules: TextRules?
  ) throws(TypedValueError) -> Value {
    let element = TypedElement(element, selection: nil, ignoresNamespaces: ignoresNamespaces)
    do {
      if let rules, let type = Value.self as? any TypedText.Type,
        let value = try element.value(of: type, rules) as? Value
      {
        return value
      }
      return try Value(from: element)
    } catch {
      throw error.inside(element.tree.name)
    }
  }

  private func value<Value: TypedText>(
    of type: Value.Type, _ rules: TextRules
  ) throws(TypedValueError) -> Value {
    try text(rules: rules)
  }
}
