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

  private static let unknown = TypeDescription.complex(.unknown)

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
    let (content, cost) = schemas.contentAndCost(of: message)
    entriesLeft -= cost + message.parameters.count
    return MessageDescription(
      message.wrapper?.name, message.wrapper?.namespace ?? "",
      description(
        message.parameters, content, isUnordered: message.isUnordered, isIncomplete: message.obstacle != nil),
      headers: message.headers.map { header in
        ElementDescription(
          header.name.name, header.name.namespace ?? "", header.type.map { reference($0) } ?? "anyType",
          minimum: 0)
      },
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
    let (content, cost) = schemas.contentAndCost(of: type)
    entriesLeft -= cost + 1
    return .complex(
      description(
        content.elementParameters(of: type), content, isUnordered: content.isUnordered,
        isAbstract: type.isAbstract))
  }

  private mutating func description(
    _ elements: [ContractParameter], _ content: SchemaContent, isUnordered: Bool, isAbstract: Bool = false,
    isIncomplete: Bool = false
  ) -> ContentDescription {
    ContentDescription(
      elements.map { element($0, group: content.repeatedGroups[$0.name]) },
      attributes: content.attributeParameters.map { element($0, group: nil) },
      text: content.text.map { reference($0) },
      others: isIncomplete ? content.others.union(ContentDescription.unknown.others) : content.others,
      isUnordered: isUnordered, isAbstract: isAbstract)
  }

  private mutating func element(_ element: ContractParameter, group: Int?) -> ElementDescription {
    ElementDescription(
      element.name.name, element.name.namespace ?? "", reference(element.type),
      minimum: element.occurs.minimum, maximum: element.occurs.maximum, isNillable: element.isNillable,
      defaultValue: element.defaultValue, fixedValue: element.fixedValue, group: group)
  }

  private mutating func reference(_ reference: SchemaTypeReference) -> TypeReference {
    switch reference {
    case .named(let name):
      reference.builtIn.map { .builtIn($0.rawValue) } ?? .named(name.name, name.namespace ?? "")
    case .anonymous(let type): .unnamed(self.type(type))
    }
  }
}
