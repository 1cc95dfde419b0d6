package import WSDL

/// Contracts from documents.
extension Contract {
  /// Takes everything that calls and answers depend on from a WSDL.
  ///
  /// - Parameter definitions: The WSDL with its imports, read completely.
  package init(_ definitions: WSDLDefinitions) {
    var reader = DescriptionReader(definitions.schemas, entries: 200_000)
    self.init(
      serviceNames: definitions.services.all.map(\.name.name),
      otherBindings: definitions.bindings.all.compactMap {
        switch $0.kind {
        case .soap11: nil
        case .soap12: "SOAP 1.2"
        case .http: "HTTP GET and POST"
        case .other: "another protocol"
        }
      },
      endpoint: definitions.services.all.first?.ports.first?.address ?? "",
      namespace: definitions.targetNamespace ?? "",
      operations: definitions.operations.map { reader.operation($0) })
  }
}

extension TypeDescription {
  /// A type of a document, and the number of entries examined for it.
  static func reading(_ type: SchemaType, in schemas: SchemaSet) -> (description: TypeDescription, cost: Int)
  {
    let entries = 50_000
    var reader = DescriptionReader(schemas, entries: entries)
    let description = reader.type(type)
    return (description, entries - reader.entriesLeft)
  }
}

/// Makes descriptions of what a WSDL declares.
///
/// Types without a name are described where they are used, and may contain themselves by way of their base. So depth and
/// size are limited; what is beyond the limits has unknown parts.
private struct DescriptionReader {
  private let schemas: SchemaSet
  /// The number of schema entries that may still be examined.
  private(set) var entriesLeft: Int
  private var depth = 0

  private static let unknown = TypeDescription.complex(ContentDescription([], others: ["unknown parts"]))

  init(_ schemas: SchemaSet, entries: Int) {
    self.schemas = schemas
    entriesLeft = entries
  }

  mutating func operation(_ operation: ContractOperation) -> OperationDescription {
    OperationDescription(
      operation.name, inputName: operation.inputName, soapAction: operation.soapAction,
      style: OperationDescription.Style(rawValue: operation.shape.rawValue) ?? .bare,
      request: message(operation.input), answer: operation.output.map { message($0) },
      result: operation.result?.name.name ?? operation.resultName, login: nil,
      summary: operation.documentation ?? "", types: TypeTable(schemas))
  }

  private mutating func message(_ message: ContractMessage) -> MessageDescription {
    var content = SchemaContent()
    if case .complex(let type)? = message.wrapperType.flatMap(schemas.type) {
      content = self.content(of: type)
    }
    entriesLeft -= message.parameters.count
    let elements = message.parameters.map {
      element(
        $0.name, $0.type, $0.occurs, isNillable: $0.isNillable, $0.defaultValue, $0.fixedValue,
        group: content.repeatedGroups[$0.name])
    }
    return MessageDescription(
      message.wrapper?.name, message.wrapper?.namespace ?? "",
      description(elements, content, isUnordered: message.isUnordered),
      headers: message.headers.map { ElementDescription($0.name.name, $0.name.namespace ?? "", "anyType") },
      isEncoded: message.use == .encoded)
  }

  mutating func type(_ type: SchemaType) -> TypeDescription {
    guard case .complex(let type) = type else {
      entriesLeft -= 1
      let values = schemas.values(of: .anonymous(type))
      return .simple(TextDescription(values.base, values: values.enumeration, facets: values.facets))
    }
    guard entriesLeft > 0, depth < 32 else { return Self.unknown }
    depth += 1
    defer { depth -= 1 }
    let content = content(of: type)
    var elements = content.elements.map {
      element(
        $0.name, $0.type, $0.occurs, isNillable: $0.isNillable, $0.defaultValue, $0.fixedValue,
        group: content.repeatedGroups[$0.name])
    }
    if let array = content.soapArray {
      elements.append(
        ElementDescription("item", "", reference(.named(array.itemType)), minimum: 0, maximum: nil))
    }
    return .complex(description(elements, content, isUnordered: content.isUnordered))
  }

  private mutating func content(of type: ComplexType) -> SchemaContent {
    let (content, cost) = schemas.contentAndCost(of: type)
    entriesLeft -= cost + 1
    return content
  }

  private mutating func description(
    _ elements: [ElementDescription], _ content: SchemaContent, isUnordered: Bool
  ) -> ContentDescription {
    ContentDescription(
      elements,
      attributes: content.attributes.map {
        element(
          $0.name, $0.type, Occurrence(minimum: $0.use == .required ? 1 : 0, maximum: 1), isNillable: false,
          $0.defaultValue, $0.fixedValue, group: nil)
      }, text: content.text.map { reference($0) }, others: content.others, isUnordered: isUnordered)
  }

  private mutating func element(
    _ name: QualifiedName, _ type: SchemaTypeReference, _ occurs: Occurrence, isNillable: Bool,
    _ defaultValue: String?, _ fixedValue: String?, group: Int?
  ) -> ElementDescription {
    ElementDescription(
      name.name, name.namespace ?? "", reference(type), minimum: occurs.minimum, maximum: occurs.maximum,
      isNillable: isNillable, defaultValue: defaultValue, fixedValue: fixedValue, group: group)
  }

  private mutating func reference(_ reference: SchemaTypeReference) -> TypeReference {
    switch reference {
    case .named(let name):
      reference.builtIn.map { .builtIn($0.rawValue) } ?? .named(name.name, name.namespace ?? "")
    case .anonymous(let type): .unnamed(self.type(type))
    }
  }
}
