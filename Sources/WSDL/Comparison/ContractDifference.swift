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

extension ContractDifference: CustomStringConvertible {
  /// The difference in one sentence, for people.
  package var description: String {
    "\(operation.map { "\($0): " } ?? "")\(sentence)"
  }

  private var sentence: String {
    switch kind {
    case .letterCase: "\(thing) is spelled \(new ?? "") instead of \(old ?? "")."
    case .order: "the \(plural) stand in another order: \(new ?? "") instead of \(old ?? "")."
    case .namespace: "\(thing) is in the namespace \(quoted(new)) instead of \(quoted(old))."
    case .serviceName: "the service is called \(new ?? "nothing") instead of \(old ?? "nothing")."
    case .operationAdded: "the service has this operation now."
    case .operationRemoved: "the service does not have this operation any more; calls to it fail."
    case .soapAction: "the SOAPAction is \(quoted(new)) instead of \(quoted(old))."
    case .style: "the \(sideWord) is made in the \(subject) \(new ?? "none") instead of \(old ?? "none")."
    case .answer: new == nil ? "the service does not answer any more." : "the service answers now."
    case .wrapper: "the element around the \(plural) is \(new ?? "missing") instead of \(old ?? "none")."
    case .header:
      new == nil
        ? "the header \(subject) of the \(sideWord) is gone."
        : "the \(sideWord) has the header \(subject) now."
    case .added: addition
    case .removed: removal
    case .type: "\(thing) is of type \(new ?? "unknown") instead of \(old ?? "unknown")."
    case .typeName: "the type of \(thing) is called \(new ?? "") instead of \(old ?? ""); it holds the same."
    case .values: "\(thing) allows \(new ?? "any value") instead of \(old ?? "any value")."
    case .facets: "\(thing) is limited to \(new ?? "nothing") instead of \(old ?? "nothing")."
    case .required: "\(thing) was optional and is required now."
    case .optional: "\(thing) was required and is optional now."
    case .occurrence: "\(thing) may stand \(new ?? "") times instead of \(old ?? "")."
    case .nillable: new == "true" ? "\(thing) may be nil now." : "\(thing) may not be nil any more."
    case .defaultValue: "\(thing) has \(new ?? "no value of its own") instead of \(old ?? "none")."
    case .content: "\(thing) may hold \(new ?? "nothing else") instead of \(old ?? "nothing else")."
    case .notCompared: "\(thing) cannot be compared in full: \(new ?? "")"
    }
  }

  private var addition: String {
    switch (side, impact) {
    case (.request, .breaking): "\(thing) is new and required; the service does not accept calls without it."
    case (.request, .harmless): "\(thing) is new and optional."
    default: "\(thing) is new."
    }
  }

  private var removal: String {
    side == .request
      ? "the service does not know \(thing); a value given for it would be ignored."
      : "\(thing) is not in the answer any more."
  }

  private var sideWord: String { side == .answer ? "answer" : "request" }

  private var plural: String { side == .answer ? "elements of the answer" : "parameters" }

  /// The subject with a word for what it is.
  private var thing: String {
    switch side {
    case .service: subject == operation ? "the operation" : "the \(subject)"
    case .request where subject.contains("@"), .answer where subject.contains("@"): "the attribute \(subject)"
    case .request: subject.contains("/") ? "the element \(subject)" : "the parameter \(subject)"
    case .answer: "the element \(subject)"
    }
  }

  private func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "none" }
}

/// A namespace and the one that took its place.
struct NamespaceChange: Hashable {
  let old: String?
  let new: String?
}
