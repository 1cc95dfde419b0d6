package import WSDL

/// Contracts from documents.
extension Contract {
  /// Takes everything that calls and answers depend on from a WSDL.
  ///
  /// - Parameter definitions: The WSDL with its imports, read completely.
  package init(_ definitions: WSDLDefinitions) {
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
      operations: definitions.operations.map { OperationDescription($0, schemas: definitions.schemas) })
  }
}

extension OperationDescription {
  init(_ operation: ContractOperation, schemas: SchemaSet) {
    self.init(
      operation.name, inputName: operation.inputName, soapAction: operation.soapAction,
      style: Style(rawValue: operation.shape.rawValue) ?? .bare,
      request: MessageDescription(operation.input, schemas: schemas),
      answer: operation.output.map { MessageDescription($0, schemas: schemas) },
      result: operation.result?.name.name ?? operation.resultName, login: nil,
      summary: operation.documentation ?? "", types: TypeTable(schemas))
  }
}

extension MessageDescription {
  init(_ message: ContractMessage, schemas: SchemaSet) {
    var content = SchemaContent()
    if case .complex(let type)? = message.wrapperType.flatMap(schemas.type) {
      content = schemas.content(of: type)
    }
    self.init(
      message.wrapper?.name, message.wrapper?.namespace ?? "",
      ContentDescription(
        message.parameters.map {
          ElementDescription(
            $0.name, $0.type, $0.occurs, isNillable: $0.isNillable, defaultValue: $0.defaultValue,
            fixedValue: $0.fixedValue, group: content.repeatedGroups[$0.name], schemas: schemas)
        }, content, isUnordered: message.isUnordered, schemas: schemas),
      headers: message.headers.map {
        ElementDescription($0.name.name, $0.name.namespace ?? "", "anyType")
      }, isEncoded: message.use == .encoded)
  }
}

extension TypeDescription {
  /// A type of a document, and the number of entries examined for it.
  static func reading(_ type: SchemaType, in schemas: SchemaSet) -> (description: TypeDescription, cost: Int)
  {
    switch type {
    case .complex(let type):
      let (content, cost) = schemas.contentAndCost(of: type)
      return (.complex(ContentDescription(content, schemas: schemas)), cost)
    case .simple: return (.simple(TextDescription(schemas.values(of: .anonymous(type)))), 1)
    }
  }
}

extension ContentDescription {
  init(_ content: SchemaContent, schemas: SchemaSet) {
    self.init(
      content.elements.map {
        ElementDescription(
          $0.name, $0.type, $0.occurs, isNillable: $0.isNillable, defaultValue: $0.defaultValue,
          fixedValue: $0.fixedValue, group: content.repeatedGroups[$0.name], schemas: schemas)
      }
        + (content.soapArray.map {
          [
            ElementDescription(
              "item", "", TypeReference(.named($0.itemType), schemas: schemas), minimum: 0, maximum: nil)
          ]
        } ?? []), content, isUnordered: content.isUnordered, schemas: schemas)
  }

  fileprivate init(
    _ elements: [ElementDescription], _ content: SchemaContent, isUnordered: Bool, schemas: SchemaSet
  ) {
    self.init(
      elements,
      attributes: content.attributes.map {
        ElementDescription(
          $0.name, $0.type, Occurrence(minimum: $0.use == .required ? 1 : 0, maximum: 1), isNillable: false,
          defaultValue: $0.defaultValue, fixedValue: $0.fixedValue, group: nil, schemas: schemas)
      }, text: content.text.map { TypeReference($0, schemas: schemas) }, others: content.others,
      isUnordered: isUnordered)
  }
}

extension ElementDescription {
  fileprivate init(
    _ name: QualifiedName, _ type: SchemaTypeReference, _ occurs: Occurrence, isNillable: Bool,
    defaultValue: String?, fixedValue: String?, group: Int?, schemas: SchemaSet
  ) {
    self.init(
      name.name, name.namespace ?? "", TypeReference(type, schemas: schemas), minimum: occurs.minimum,
      maximum: occurs.maximum, isNillable: isNillable, defaultValue: defaultValue, fixedValue: fixedValue,
      group: group)
  }
}

extension TypeReference {
  fileprivate init(_ reference: SchemaTypeReference, schemas: SchemaSet) {
    switch reference {
    case .named(let name):
      self = reference.builtIn.map { .builtIn($0.rawValue) } ?? .named(name.name, name.namespace ?? "")
    case .anonymous(let type): self = .unnamed(TypeDescription.reading(type, in: schemas).description)
    }
  }
}

extension TextDescription {
  fileprivate init(_ values: SimpleValues) {
    self.init(values.base, values: values.enumeration, facets: values.facets)
  }
}
