/// One way in which two contracts differ.
package struct ContractDifference: Sendable, Hashable {
  /// The kinds of difference.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A name differs in letter case alone.
    case letterCase
    /// The same elements stand in another order.
    case order
    /// The same names are in another namespace.
    case namespace
    /// The service is called otherwise, which is not on the wire.
    case serviceName
    /// There is an operation more.
    case operationAdded
    /// There is an operation less.
    case operationRemoved
    /// The SOAPAction differs in more than namespace and letter case.
    case soapAction
    /// The body is made otherwise: document or rpc, wrapped or bare, literal or encoded.
    case style
    /// There is an answer now, or none any more.
    case answer
    /// The element around the parameters is called otherwise.
    case wrapper
    /// There is a header more or less.
    case header
    /// There is an element or attribute more.
    case added
    /// There is an element or attribute less.
    case removed
    /// The type is another one.
    case type
    /// The type is called otherwise but is the same, which is not on the wire.
    case typeName
    /// Other values are enumerated.
    case values
    /// The values are limited otherwise: length, pattern, range.
    case facets
    /// What was optional is required.
    case required
    /// What was required is optional.
    case optional
    /// What stood once may be repeated, or the other way round.
    case occurrence
    /// `xsi:nil` is allowed now, or no longer.
    case nillable
    /// The default or fixed value is another one.
    case defaultValue
    /// More or less than the listed elements may stand there: any element, alternatives, text.
    case content
    /// There was too much to compare.
    case notCompared
  }

  /// What a difference does to a caller who keeps to the old contract.
  package enum Impact: String, Sendable, Hashable, CaseIterable {
    /// Calls or answers may go wrong.
    case breaking
    /// Calls and answers go on as before.
    case harmless
  }

  /// What part of the contract differs.
  package enum Side: String, Sendable, Hashable, CaseIterable {
    /// The service, or an operation as a whole.
    case service
    /// What is sent.
    case request
    /// What comes back.
    case answer
  }

  /// The kind of difference.
  package let kind: Kind
  /// The operation, by its old name where it has one; `nil` for what concerns the service.
  package let operation: String?
  /// What part of the contract differs.
  package let side: Side
  /// What differs: the way from the wrapper to an element, such as `AddResult/licences/@name`, or the name of
  /// a thing such as `SOAPAction`.
  package let subject: String
  /// How it was; `nil` for what is new.
  package let old: String?
  /// How it is now; `nil` for what is gone.
  package let new: String?
  /// What it does to a caller who keeps to the old contract.
  package let impact: Impact

  /// Whether it is only letter case, order or namespace, which a client can follow by using the new names.
  package var isFollowable: Bool { kind == .letterCase || kind == .order || kind == .namespace }
}
