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
