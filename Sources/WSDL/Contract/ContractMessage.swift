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
