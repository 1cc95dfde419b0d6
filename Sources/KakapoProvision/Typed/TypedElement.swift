public import XMLCore

/// One element of an answer, read by the names of a WSDL.
///
/// Elements may be in any order. Elements that the WSDL doesn't know are ignored, but stay in ``tree``. Names are
/// looked up in the WSDL's namespace first and then in any namespace.
public struct TypedElement: Sendable {
  /// The element as received.
  public let tree: ElementTree
  /// The child elements to use; `nil` for all.
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

  /// Reads a required element.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Returns: Its content.
  /// - Throws: ``TypedValueError`` if it is absent, nil or something else.
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
  /// - Returns: Its content; `nil` if the element is absent or nil.
  /// - Throws: ``TypedValueError`` if the content is something else.
  public func optional<Value: TypedValue>(
    _ name: String, _ namespace: String
  ) throws(TypedValueError) -> Value? {
    guard let child = elements(name, namespace).first, !child.isNil else { return nil }
    return try TypedElement.value(of: child)
  }

  /// Reads an element that may be absent, and may be nil if it is present.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Returns: Its content; `nil` if the element is absent, `.null` if it is nil.
  /// - Throws: ``TypedValueError`` if the content is something else.
  public func optionalNillable<Value: TypedValue>(
    _ name: String, _ namespace: String
  ) throws(TypedValueError) -> Nillable<Value>? {
    guard let child = elements(name, namespace).first else { return nil }
    return child.isNil ? .null : .value(try TypedElement.value(of: child))
  }

  /// Reads all elements with a name.
  ///
  /// - Parameters:
  ///   - name: Their name.
  ///   - namespace: Their namespace.
  /// - Returns: Their contents; empty if there are none.
  /// - Throws: ``TypedValueError`` if one is nil or something else.
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

  /// Reads all elements with a name, any of which may be nil.
  ///
  /// - Parameters:
  ///   - name: Their name.
  ///   - namespace: Their namespace.
  /// - Returns: Their contents, `nil` for a nil one; empty if there are none.
  /// - Throws: ``TypedValueError`` if one is something else.
  public func repeatedNillable<Value: TypedValue>(
    _ name: String, _ namespace: String
  ) throws(TypedValueError) -> [Value?] {
    var values: [Value?] = []
    for child in elements(name, namespace) {
      values.append(child.isNil ? nil : try TypedElement.value(of: child))
    }
    return values
  }

  /// The child elements with other names than the given ones.
  ///
  /// - Parameter names: The names that the WSDL knows here.
  /// - Returns: The other elements, in order.
  public func any(except names: Set<String>) -> [AnyElement] {
    (selection ?? tree.children).filter { !names.contains($0.name) }.map { AnyElement($0) }
  }

  /// Reads a group of elements, or one of several alternatives.
  ///
  /// - Returns: Their value.
  /// - Throws: ``TypedValueError`` if a required element is missing.
  public func group<Group: TypedGroup>() throws(TypedValueError) -> Group { try Group(from: self) }

  /// Reads a group of elements, or one of several alternatives, if any of them is present.
  ///
  /// - Returns: Their value; `nil` if none of them is present.
  /// - Throws: ``TypedValueError`` if a required element is missing.
  public func optionalGroup<Group: TypedGroup>() throws(TypedValueError) -> Group? {
    let isThere = (selection ?? tree.children).contains { child in
      Group.alternatives.contains { $0.contains(child.name) }
    }
    return isThere ? try Group(from: self) : nil
  }

  /// Reads groups of elements, or alternatives, any number of times.
  ///
  /// A new group begins with an element of another alternative, one that the group already has, or one that belongs
  /// before the last.
  ///
  /// - Returns: Their values in order.
  /// - Throws: ``TypedValueError`` if a required element is missing.
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
  /// - Returns: Its value.
  /// - Throws: ``TypedValueError`` if it is absent or something else.
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
  /// - Returns: Its value; `nil` if it is absent.
  /// - Throws: ``TypedValueError`` if it is something else.
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
  /// - Throws: ``TypedValueError`` if it is something else.
  public func text<Value: TypedText>() throws(TypedValueError) -> Value {
    try Value(xmlText: tree.text)
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
