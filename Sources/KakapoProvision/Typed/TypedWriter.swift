import XMLCore

/// Writes the content of one element of a call, and collects its secrets.
///
/// Operations write their parameters into it. It refuses values that the contract's description of a parameter doesn't
/// allow. Namespaces are as on the wire, empty for none.
public struct TypedWriter {
  /// The namespace of the element to write into.
  private let namespace: String
  /// The rules for the elements, in wire order; empty below the parameters.
  private let parameters: [ParameterDescription]
  /// The parameter after the last one written.
  private var nextParameter = 0
  package private(set) var children: [RequestElement] = []
  private(set) var attributes: [RequestElement.Attribute] = []
  /// The headers beside the body.
  private(set) var headers: [RequestElement] = []
  private var type: RequestElement.TypeName?
  private var text: String?
  private var isNull = false
  /// The secret values written so far.
  private(set) var secrets: [Secret] = []

  /// Makes a writer for the parameters of an operation.
  init(for contract: OperationDescription) {
    namespace = contract.request.namespace
    parameters = contract.parameters
    children.reserveCapacity(parameters.count)
  }

  private init(namespace: String) {
    self.namespace = namespace
    parameters = []
  }

  /// Writes a required element that has only text.
  ///
  /// - Parameters:
  ///   - value: Its text's value.
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func element<Value: TypedText>(
    _ value: Value, _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    let text = value.xmlText
    var isSecret = value is Secret
    do {
      if let position = position(of: name) {
        // The other rules quote the value.
        let kind = isSecret ? .secret : parameters[position].kind
        try ParameterRules.check(text, kind, isRequired: parameters[position].isRequired)
        isSecret = kind == .secret
      } else {
        try ParameterRules.checkCharacters(of: text)
      }
    } catch {
      throw error.inside(name)
    }
    if isSecret { secrets.append(Secret(text)) }
    children.append(
      RequestElement(name, .text(text), namespace: namespace == self.namespace ? nil : namespace))
  }

  /// Writes an element that may be absent and has only text.
  ///
  /// - Parameters:
  ///   - value: Its text's value; `nil` for no element.
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func optional<Value: TypedText>(
    _ value: Value?, _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    if let value { try element(value, name, namespace) }
  }

  private mutating func text(
    _ value: some TypedText, _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    try element(value, name, namespace)
  }

  /// The position of a parameter's description; most are written in order.
  private mutating func position(of name: String) -> Int? {
    let found =
      parameters[nextParameter...].firstIndex { $0.name == name } ?? parameters.firstIndex { $0.name == name }
    if let found { nextParameter = found + 1 }
    return found
  }

  /// Writes a required element.
  ///
  /// - Parameters:
  ///   - value: Its content.
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func element<Value: TypedValue>(
    _ value: Value, _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    if let text = value as? any TypedText { return try self.text(text, name, namespace) }
    var writer = TypedWriter(namespace: namespace)
    do {
      try value.encode(into: &writer)
    } catch {
      throw error.inside(name)
    }
    children.append(writer.element(named: name, inside: self.namespace))
    secrets += writer.secrets
  }

  /// Writes an element that may be absent.
  ///
  /// - Parameters:
  ///   - value: Its content; `nil` for no element.
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func optional<Value: TypedValue>(
    _ value: Value?, _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    if let value { try element(value, name, namespace) }
  }

  /// Writes a required element that may be nil.
  ///
  /// - Parameters:
  ///   - value: Its content; `nil` for `xsi:nil`.
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func nillable<Value: TypedValue>(
    _ value: Value?, _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    if let value { return try element(value, name, namespace) }
    var writer = TypedWriter(namespace: namespace)
    writer.isNull = true
    children.append(writer.element(named: name, inside: self.namespace))
  }

  /// Writes an element that may be absent, and may be nil if it is present.
  ///
  /// - Parameters:
  ///   - value: Its content; `nil` for no element, `.null` for `xsi:nil`.
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func optionalNillable<Value: TypedValue>(
    _ value: Nillable<Value>?, _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    if let value { try nillable(value.value, name, namespace) }
  }

  /// Writes an element for each of several values.
  ///
  /// - Parameters:
  ///   - values: Their contents.
  ///   - name: Their name.
  ///   - namespace: Their namespace.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func repeated<Value: TypedValue>(
    _ values: [Value], _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    for value in values { try element(value, name, namespace) }
  }

  /// Writes an element for each of several values, any of which may be nil.
  ///
  /// - Parameters:
  ///   - values: Their contents; `nil` for `xsi:nil`.
  ///   - name: Their name.
  ///   - namespace: Their namespace.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func repeatedNillable<Value: TypedValue>(
    _ values: [Value?], _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    for value in values { try nillable(value, name, namespace) }
  }

  /// Writes elements that the WSDL doesn't describe, as they are.
  ///
  /// - Parameter elements: The elements.
  /// - Throws: ``TypedValueError`` if one of them can't be sent.
  public mutating func any(_ elements: [AnyElement]) throws(TypedValueError) {
    for element in elements { children.append(try element.requestElement()) }
  }

  /// Writes values without an element around them, such as alternatives.
  ///
  /// - Parameter values: The values.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func content<Value: TypedValue>(_ values: [Value]) throws(TypedValueError) {
    for value in values { try value.encode(into: &self) }
  }

  /// Writes a value without an element around it.
  ///
  /// - Parameter value: The value; `nil` for nothing.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func content<Value: TypedValue>(_ value: Value?) throws(TypedValueError) {
    try value?.encode(into: &self)
  }

  /// Writes a licence as its two parameters.
  ///
  /// - Parameters:
  ///   - license: The licence.
  ///   - applicationName: The name of the parameter for the application.
  ///   - licenseType: The name of the parameter for the type.
  ///   - namespace: The namespace of both.
  public mutating func license(
    _ license: License, _ applicationName: String, _ licenseType: String, _ namespace: String
  ) {
    for (name, value) in [(applicationName, license.applicationName), (licenseType, license.licenseType)] {
      children.append(
        RequestElement(name, .text(value), namespace: namespace == self.namespace ? nil : namespace))
    }
  }

  /// Writes a header beside the body.
  ///
  /// - Parameters:
  ///   - value: Its content; `nil` for no header.
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Throws: ``TypedValueError`` for a value that can't be sent.
  public mutating func header<Value: TypedValue>(
    _ value: Value?, _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    guard let value else { return }
    // The rules for parameters don't apply to a header, even one with the name of a parameter.
    var writer = TypedWriter(namespace: "")
    try writer.element(value, name, namespace)
    headers += writer.children
    secrets += writer.secrets
  }

  /// Writes an attribute.
  ///
  /// - Parameters:
  ///   - value: Its value; `nil` for no attribute.
  ///   - name: Its name.
  ///   - namespace: Its namespace.
  /// - Throws: ``TypedValueError`` for a character that XML can't carry.
  public mutating func attribute<Value: TypedText>(
    _ value: Value?, _ name: String, _ namespace: String
  ) throws(TypedValueError) {
    guard let value else { return }
    let text = value.xmlText
    if let secret = value as? Secret { secrets.append(secret) }
    do {
      try ParameterRules.checkCharacters(of: text)
    } catch {
      throw error.inside("@" + name)
    }
    attributes += RequestElement.Attribute.qualified(
      name, namespace: namespace, value: text, number: attributes.count)
  }

  /// Writes the text of the element.
  ///
  /// - Parameter value: The text's value.
  /// - Throws: ``TypedValueError`` for a character that XML can't carry.
  public mutating func text<Value: TypedText>(_ value: Value) throws(TypedValueError) {
    let text = value.xmlText
    if let secret = value as? Secret { secrets.append(secret) }
    try ParameterRules.checkCharacters(of: text)
    self.text = text
  }

  /// Refuses a value other than the one that the schema allows.
  ///
  /// - Parameters:
  ///   - value: The value; `nil` for none, which is allowed.
  ///   - fixedValue: The only value, as text.
  ///   - name: The name of the element or attribute.
  /// - Throws: ``TypedValueError`` for another value.
  public func requireFixed<Value: TypedText>(
    _ value: Value?, _ fixedValue: String, _ name: String
  ) throws(TypedValueError) {
    guard let value, value != (try Value(xmlText: fixedValue)) else { return }
    throw TypedValueError.notFixed(value, fixedValue).inside(name)
  }

  /// Names the type of the value, because it is derived from the type in the WSDL.
  ///
  /// - Parameters:
  ///   - name: The name of the type.
  ///   - namespace: Its namespace.
  public mutating func type(_ name: String, _ namespace: String) {
    type = RequestElement.TypeName(name, namespace: namespace)
  }

  /// Copies the content of another element.
  mutating func take(_ element: RequestElement) {
    attributes += element.attributes
    type = element.type
    switch element.content {
    case .text(let text): self.text = text
    // A child without a namespace is in the namespace of the element that it comes from.
    case .elements(let children):
      self.children += children.map { child in
        var child = child
        child.namespace = child.namespace ?? element.namespace ?? namespace
        return child
      }
    case .null: isNull = true
    }
  }

  private func element(named name: String, inside outer: String) -> RequestElement {
    let content: RequestElement.Content =
      isNull ? .null : children.isEmpty ? .text(text ?? "") : .elements(children)
    return RequestElement(
      name, content, namespace: namespace == outer ? nil : namespace, attributes: attributes, type: type)
  }
}
