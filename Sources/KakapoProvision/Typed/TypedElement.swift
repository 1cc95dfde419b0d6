public import XMLCore

/// One element of an answer, read by the names of a WSDL.
///
/// Elements may stand in any order, and those that the WSDL does not know are passed over: what there is of
/// them stays in ``tree``. Names are looked for in the WSDL's namespace first and then in any.
public struct TypedElement: Sendable {
  /// The element as received.
  public let tree: ElementTree
  /// The child elements to look at; `nil` for all.
  private let selection: [ElementTree]?

  /// Reads an element.
  ///
  /// - Parameter tree: The element as received.
  public init(_ tree: ElementTree) {
    self.tree = tree
    selection = nil
  }

  private init(_ tree: ElementTree, selection: [ElementTree]) {
    self.tree = tree
    self.selection = selection
  }

  /// Reads an element that has to stand.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Returns: What stands in it.
  /// - Throws: ``TypedValueError`` when it is absent, nil or something else.
  public func element<Value: TypedValue>(
    _ name: String, _ namespace: String
  ) throws(TypedValueError) -> Value {
    guard let child = elements(name, namespace).first else {
      throw TypedValueError("is missing").inside(name)
    }
    guard !child.isNil else { throw TypedValueError("is nil").inside(name) }
    return try TypedElement.value(of: child)
  }

  /// Reads an element that may be absent or nil.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Returns: What stands in it; `nil` for no element and for a nil one.
  /// - Throws: ``TypedValueError`` when something else stands there.
  public func optional<Value: TypedValue>(
    _ name: String, _ namespace: String
  ) throws(TypedValueError) -> Value? {
    guard let child = elements(name, namespace).first, !child.isNil else { return nil }
    return try TypedElement.value(of: child)
  }

  /// Reads an element that may be absent, and where it stands may be nil.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Returns: What stands in it; `nil` for no element, `.null` for a nil one.
  /// - Throws: ``TypedValueError`` when something else stands there.
  public func optionalNillable<Value: TypedValue>(
    _ name: String, _ namespace: String
  ) throws(TypedValueError) -> Nillable<Value>? {
    guard let child = elements(name, namespace).first else { return nil }
    return child.isNil ? .null : .value(try TypedElement.value(of: child))
  }

  /// Reads all elements of a name.
  ///
  /// - Parameters:
  ///   - name: Their name.
  ///   - namespace: Their namespace.
  /// - Returns: What stands in them; empty when there are none.
  /// - Throws: ``TypedValueError`` when one is nil or something else.
  public func repeated<Value: TypedValue>(
    _ name: String, _ namespace: String
  ) throws(TypedValueError) -> [Value] {
    var values: [Value] = []
    for child in elements(name, namespace) {
      guard !child.isNil else { throw TypedValueError("is nil").inside(name) }
      values.append(try TypedElement.value(of: child))
    }
    return values
  }

  /// Reads all elements of a name, any of which may be nil.
  ///
  /// - Parameters:
  ///   - name: Their name.
  ///   - namespace: Their namespace.
  /// - Returns: What stands in them, `nil` for a nil one; empty when there are none.
  /// - Throws: ``TypedValueError`` when one is something else.
  public func repeatedNillable<Value: TypedValue>(
    _ name: String, _ namespace: String
  ) throws(TypedValueError) -> [Value?] {
    var values: [Value?] = []
    for child in elements(name, namespace) {
      values.append(child.isNil ? nil : try TypedElement.value(of: child))
    }
    return values
  }

  /// The child elements that have none of some names.
  ///
  /// - Parameter names: The names that the WSDL knows here.
  /// - Returns: The other elements, in order.
  public func any(except names: Set<String>) -> [AnyElement] {
    (selection ?? tree.children).filter { !names.contains($0.name) }.map { AnyElement($0) }
  }

  /// Reads elements that stand together, or one of several alternatives.
  ///
  /// - Returns: Their value.
  /// - Throws: ``TypedValueError`` when one that has to stand is missing.
  public func group<Group: TypedGroup>() throws(TypedValueError) -> Group { try Group(from: self) }

  /// Reads elements that stand together, or one of several alternatives, if any of them is there.
  ///
  /// - Returns: Their value; `nil` when none of them is there.
  /// - Throws: ``TypedValueError`` when one that has to stand is missing.
  public func optionalGroup<Group: TypedGroup>() throws(TypedValueError) -> Group? {
    let isThere = (selection ?? tree.children).contains { child in
      Group.alternatives.contains { $0.contains(child.name) }
    }
    return isThere ? try Group(from: self) : nil
  }

  /// Reads elements that stand together, or alternatives, any number of times.
  ///
  /// A new one begins with an element of another alternative, one that is there already, or one that stands
  /// before the last.
  ///
  /// - Returns: Their values in order.
  /// - Throws: ``TypedValueError`` when one that has to stand is missing.
  public func repeatedGroup<Group: TypedGroup>() throws(TypedValueError) -> [Group] {
    var runs: [(alternative: Int, children: [ElementTree])] = []
    for child in selection ?? tree.children {
      let name = child.name
      if let last = runs.last, Group.continues(last.children, with: name, alternative: last.alternative) {
        runs[runs.count - 1].children.append(child)
      } else if let alternative = Group.alternatives.firstIndex(where: { $0.contains(name) }) {
        runs.append((alternative, [child]))
      }
    }
    var groups: [Group] = []
    for run in runs { groups.append(try Group(from: TypedElement(tree, selection: run.children))) }
    return groups
  }

  /// Whether a child element of a name stands here.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - namespace: The namespace.
  /// - Returns: Whether there is one.
  public func contains(_ name: String, _ namespace: String) -> Bool {
    !elements(name, namespace).isEmpty
  }

  /// Reads an attribute that has to stand.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Returns: Its value.
  /// - Throws: ``TypedValueError`` when it is absent or something else.
  public func attribute<Value: TypedText>(
    _ name: String, _ namespace: String
  ) throws(TypedValueError) -> Value {
    guard let value: Value = try optionalAttribute(name, namespace) else {
      throw TypedValueError("is missing").inside("@" + name)
    }
    return value
  }

  /// Reads an attribute that may be absent.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Returns: Its value; `nil` when it is absent.
  /// - Throws: ``TypedValueError`` when it is something else.
  public func optionalAttribute<Value: TypedText>(
    _ name: String, _ namespace: String
  ) throws(TypedValueError) -> Value? {
    guard let text = tree.attribute(name, namespace: namespace.isEmpty ? nil : namespace) else { return nil }
    do {
      return try Value(xmlText: text)
    } catch {
      throw error.inside("@" + name)
    }
  }

  /// Reads the text of the element.
  ///
  /// - Returns: Its value.
  /// - Throws: ``TypedValueError`` when it is something else.
  public func text<Value: TypedText>() throws(TypedValueError) -> Value {
    try Value(xmlText: tree.text)
  }

  /// The type that the element says it has, with `xsi:type`.
  ///
  /// - Returns: The local name and the namespace; `nil` when it says nothing.
  public var declaredType: (name: String, namespace: String)? {
    guard let value = tree.attribute("type", namespace: XMLNamespaces.schemaInstance) else { return nil }
    let parts = value.trimmingXMLSpace.split(separator: ":", maxSplits: 1).map(String.init)
    guard let name = parts.last else { return nil }
    return (name, tree.resolve(prefix: parts.count == 2 ? parts[0] : "") ?? "")
  }

  private func elements(_ name: String, _ namespace: String) -> [ElementTree] {
    let named = selection?.filter { $0.nameEquals(name) } ?? tree.children(named: name)
    let exact = named.filter { ($0.namespace ?? "") == namespace }
    return exact.isEmpty ? named : exact
  }

  private static func value<Value: TypedValue>(of element: ElementTree) throws(TypedValueError) -> Value {
    do {
      return try Value(from: TypedElement(element))
    } catch {
      throw error.inside(element.name)
    }
  }
}
