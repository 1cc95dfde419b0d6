/// One operation of a SOAP 1.1 binding as a caller sees it: what to send, and what comes back.
package struct ContractOperation: Sendable, Hashable {
  /// How the body is made.
  package enum Shape: String, Sendable, Hashable, CaseIterable {
    /// One element named after the operation, the parameters inside it (document/literal wrapped).
    case wrapped
    /// Elements of any names; the parameters are inside the one, or are the several.
    case bare
    /// An element named after the operation, the parts of the message inside it.
    case rpc
  }

  /// The name in the port type.
  package let name: String
  /// The name of the request, where it is stated; it tells overloads of a name apart.
  package let inputName: String?
  /// The service, if one refers to the binding.
  package let service: QualifiedName?
  /// The name of the first port with this binding.
  package let port: String?
  /// The binding.
  package let binding: QualifiedName
  /// The port type.
  package let portType: QualifiedName
  /// The `SOAPAction` without quotes; `nil` when none is stated.
  package let soapAction: String?
  /// How the body is made.
  package let shape: Shape
  /// What the description says about it.
  package let documentation: String?
  /// The request.
  package let input: ContractMessage
  /// The answer; `nil` for a one-way operation.
  package let output: ContractMessage?
  /// The details of declared faults: the element or type of the first part of each.
  package let faults: [WSDLPart.Content]
  /// Where the operation stands in its port type.
  package let place: SourcePlace

  /// What `.asmx` calls the element with the result: the wrapper of the answer is `<Method>Response`, and with
  /// overloads it names the method that the operation does not.
  package var resultName: String {
    guard let wrapper = output?.wrapper?.name, wrapper.hasSuffix("Response") else { return "\(name)Result" }
    return "\(wrapper.dropLast("Response".count))Result"
  }

  /// The element that holds the result: the one of ``resultName``, or the only element of the answer.
  ///
  /// `nil` when the answer has none, or several and none of that name.
  package var result: ContractParameter? {
    guard let parameters = output?.parameters else { return nil }
    return parameters.first { $0.name.name == resultName }
      ?? (parameters.count == 1 ? parameters.first : nil)
  }
}

/// What the body of a request or an answer holds.
package struct ContractMessage: Sendable, Hashable {
  /// The only child of the body, when the parameters stand inside it.
  ///
  /// `nil` when the parameters stand directly in the body, or when the body is empty.
  package let wrapper: QualifiedName?

  /// The type of the wrapper element; `nil` where there is no such element, as with rpc.
  package let wrapperType: SchemaTypeReference?

  /// The parameters in order.
  package let parameters: [ContractParameter]

  /// Whether the body is literal or encoded.
  package let use: WSDLUse

  /// Whether the wrapper may hold more than the parameters say: attributes, any element, elements that
  /// exclude each other, text; or a part of it is not known.
  package let hasMore: Bool

  /// Whether the parameters may stand in any order.
  package let isUnordered: Bool

  /// The headers that the binding names, in document order.
  package let headers: [ContractHeader]
}

/// One element among the parameters of a request or in an answer.
package struct ContractParameter: Sendable, Hashable {
  /// The name on the wire; without a namespace when it is unqualified.
  package let name: QualifiedName
  /// The type.
  package let type: SchemaTypeReference
  /// How often it may stand.
  package let occurs: Occurrence
  /// Whether `xsi:nil` is allowed.
  package let isNillable: Bool
  /// The value that an empty element stands for.
  package let defaultValue: String?
  /// The only value it may have.
  package let fixedValue: String?
  /// What the schema says about it.
  package let documentation: String?
  /// Where it is declared.
  package let place: SourcePlace

  /// Whether a caller has to give a value: it has to stand there, and may not be nil.
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

/// One header that a binding names.
package struct ContractHeader: Sendable, Hashable {
  /// The element; for a part with a type the name of the part.
  package let name: QualifiedName
  /// The type; `nil` when the message, the part or the element is missing.
  package let type: SchemaTypeReference?
}
