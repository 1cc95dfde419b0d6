/// One operation of a SOAP 1.1 binding as a caller sees it: its request and its answer.
package struct ContractOperation: Sendable, Hashable {
  /// The form of the body.
  package enum Shape: String, Sendable, Hashable, CaseIterable {
    /// One element named after the operation, with the parameters inside it (document/literal wrapped).
    case wrapped
    /// Elements with any names: one that contains the parameters, or several that are the parameters.
    case bare
    /// An element named after the operation, with the parts of the message inside it.
    case rpc
  }

  /// The name in the port type.
  package let name: String
  /// The name of the request, if stated; it distinguishes overloads of a name.
  package let inputName: String?
  /// The service, if one refers to the binding.
  package let service: QualifiedName?
  /// The name of the first port with this binding.
  package let port: String?
  /// The binding.
  package let binding: QualifiedName
  /// The port type.
  package let portType: QualifiedName
  /// The `SOAPAction` without quotes; `nil` if none is stated.
  package let soapAction: String?
  /// The form of the body.
  package let shape: Shape
  /// Its documentation in the description.
  package let documentation: String?
  /// The request.
  package let input: ContractMessage
  /// The answer; `nil` for a one-way operation.
  package let output: ContractMessage?
  /// The details of declared faults: the element or type of the first part of each.
  package let faults: [WSDLPart.Content]
  /// The operation's place in its port type.
  package let place: SourcePlace

  /// The name that `.asmx` gives the result element.
  ///
  /// It is derived from the answer's wrapper, `<Method>Response`: with overloads, the wrapper contains the method's
  /// name and the operation doesn't.
  package var resultName: String {
    guard let wrapper = output?.wrapper?.name, wrapper.hasSuffix("Response") else { return "\(name)Result" }
    return "\(wrapper.dropLast("Response".count))Result"
  }

  /// The element with the result: the one named ``resultName``, or the only element of the answer.
  ///
  /// It is `nil` if the answer has no elements, or several without that name.
  package var result: ContractParameter? {
    guard let parameters = output?.parameters else { return nil }
    return parameters.first { $0.name.name == resultName }
      ?? (parameters.count == 1 ? parameters.first : nil)
  }
}

/// The content of a request's or an answer's body.
package struct ContractMessage: Sendable, Hashable {
  /// The only child of the body, if the parameters are inside it.
  ///
  /// It is `nil` if the parameters are directly in the body, or if the body is empty.
  package let wrapper: QualifiedName?

  /// The type of the wrapper element; `nil` if there is no such element, as with rpc.
  package let wrapperType: SchemaTypeReference?

  /// The parameters in order.
  package let parameters: [ContractParameter]

  /// Whether the body is literal or encoded.
  package let use: WSDLUse

  /// Whether the wrapper may have content that the parameters don't describe.
  ///
  /// Such content is attributes, any element, elements that exclude each other, text, or an unknown part.
  package let hasMore: Bool

  /// What of the body can't be expressed, in words; `nil` for nothing.
  package let obstacle: String?

  /// Whether the parameters may be in any order.
  package let isUnordered: Bool

  /// The headers of the binding, in document order.
  package let headers: [ContractHeader]
}

/// One parameter of a request, or one element of an answer.
package struct ContractParameter: Sendable, Hashable {
  /// The name on the wire; without a namespace if it is unqualified.
  package let name: QualifiedName
  /// The type.
  package let type: SchemaTypeReference
  /// How often it may occur.
  package let occurs: Occurrence
  /// Whether `xsi:nil` is allowed.
  package let isNillable: Bool
  /// The value of an empty element.
  package let defaultValue: String?
  /// The only value it may have.
  package let fixedValue: String?
  /// Its documentation in the schema.
  package let documentation: String?
  /// The place of its declaration.
  package let place: SourcePlace

  /// Whether a caller must give a value: it must be present and not nil.
  ///
  /// A `.asmx` server declares every string with a minimum of 0, required or not, and every number with 1.
  package var isRequired: Bool { occurs.minimum >= 1 && !isNillable }
}

extension ContractParameter {
  init(_ element: SchemaElement) {
    self.init(
      name: element.name, type: element.type, occurs: element.occurs, isNillable: element.isNillable,
      defaultValue: element.defaultValue, fixedValue: element.fixedValue,
      documentation: element.documentation, place: element.place)
  }
}

extension SchemaContent {
  /// The elements as callers see them, with the item of an array of the SOAP encoding.
  ///
  /// - Parameter type: The type whose content this is.
  /// - Returns: The elements in order.
  package func elementParameters(of type: ComplexType) -> [ContractParameter] {
    let item = soapArray.map {
      ContractParameter(
        name: QualifiedName("item", namespace: nil), type: .named($0.itemType),
        occurs: Occurrence(minimum: 0, maximum: nil), isNillable: false, defaultValue: nil, fixedValue: nil,
        documentation: nil, place: type.place)
    }
    return elements.map { ContractParameter($0) } + [item].compactMap { $0 }
  }

  /// The attributes as callers see them.
  package var attributeParameters: [ContractParameter] {
    attributes.map {
      ContractParameter(
        name: $0.name, type: $0.type, occurs: Occurrence(minimum: $0.use == .required ? 1 : 0, maximum: 1),
        isNillable: false, defaultValue: $0.defaultValue, fixedValue: $0.fixedValue,
        documentation: $0.documentation, place: $0.place)
    }
  }
}

extension SchemaSet {
  /// The content of the element around a message's parameters, and the number of entries examined for it.
  package func contentAndCost(of message: ContractMessage) -> (content: SchemaContent, cost: Int) {
    guard case .complex(let type)? = message.wrapperType.flatMap(type) else { return (SchemaContent(), 0) }
    return contentAndCost(of: type)
  }
}

/// One header of a binding.
package struct ContractHeader: Sendable, Hashable {
  /// The element; for a part with a type, the name of the part.
  package let name: QualifiedName
  /// The type; `nil` if the message, the part or the element is missing.
  package let type: SchemaTypeReference?
}
