/// One way in which two contracts differ.
package struct ContractDifference: Sendable, Hashable {
  /// The kinds of difference.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A name differs only in letter case.
    case letterCase
    /// The same elements are in another order.
    case order
    /// The same names are in another namespace.
    case namespace
    /// The service has another name, which isn't on the wire.
    case serviceName
    /// An operation was added.
    case operationAdded
    /// An operation was removed.
    case operationRemoved
    /// The SOAPAction differs in more than namespace and letter case.
    case soapAction
    /// The form of the body differs: document or rpc, wrapped or bare, literal or encoded.
    case style
    /// An answer was added or removed.
    case answer
    /// The element around the parameters has another name.
    case wrapper
    /// A header was added or removed.
    case header
    /// An element or attribute was added.
    case added
    /// An element or attribute was removed.
    case removed
    /// The type differs.
    case type
    /// The same type has another name, which isn't on the wire.
    case typeName
    /// A type may no longer be on the wire itself, or may be again.
    case abstract
    /// A type that may replace another one was added or removed.
    case derivedType
    /// The enumerated values differ.
    case values
    /// The limits of the values differ: length, pattern, range.
    case facets
    /// An optional value is now required.
    case required
    /// A required value is now optional.
    case optional
    /// A single value may now be repeated, or the other way round.
    case occurrence
    /// `xsi:nil` is now allowed, or no longer allowed.
    case nillable
    /// The default or fixed value differs.
    case defaultValue
    /// The content beside the listed elements differs: any element, alternatives, text.
    case content
    /// There was more than the comparison allows.
    case notCompared
  }

  /// The effect of a difference on a caller who follows the old contract.
  package enum Impact: String, Sendable, Hashable, CaseIterable {
    /// Calls or answers may fail.
    case breaking
    /// Calls and answers work as before.
    case harmless
  }

  /// The part of the contract that differs.
  package enum Side: String, Sendable, Hashable, CaseIterable {
    /// The service, or an operation as a whole.
    case service
    /// The request.
    case request
    /// The answer.
    case answer
  }

  /// The kind of difference.
  package let kind: Kind
  /// The operation, by its old name if it has one; `nil` for the service.
  package let operation: String?
  /// The part of the contract that differs.
  package let side: Side
  /// The subject: the path from the wrapper to an element, such as `AddResult/licences/@name`, or a name such as
  /// `SOAPAction`.
  package let subject: String
  /// The old state; `nil` if the subject is new.
  package let old: String?
  /// The new state; `nil` if the subject was removed.
  package let new: String?
  /// The effect on a caller who follows the old contract.
  package let impact: Impact
  /// Whether it concerns the inside of an element, or an attribute.
  package var isInside = false

  /// Whether the client follows it by using the new names.
  ///
  /// The client follows another action, and another letter case, order or namespace of the operation and of its parameters.
  /// What is inside a parameter, or in an attribute, is sent as the caller knows it. In answers to the built-in contract's
  /// methods, names are found in any letter case and namespace. Answers to other methods are read by exact names; only the
  /// namespace of the whole answer, and the letter case of `success` and `errorMessage`, may differ.
  ///
  /// - Parameter operation: The caller's operation; `nil` if the difference isn't about one that the caller has.
  /// - Returns: Whether the client adapts to it.
  package func isFollowed(in operation: OperationDescription?) -> Bool {
    switch kind {
    case .soapAction: return true
    case .letterCase, .order, .namespace: break
    default: return false
    }
    guard side == .answer, let operation, !operation.isOfBuiltIn else { return side != .request || !isInside }
    if kind == .order || subject == operation.answer?.root?.name { return true }
    return kind == .letterCase && isAboutCommonResult && operation.hasOnlyCommonResult
  }

  /// Whether it is about `success` or `errorMessage`, or about the element around them.
  var isAboutCommonResult: Bool {
    let path = subject.split(separator: "/")
    return path.count <= 1 || (path.count == 2 && ["success", "errorMessage"].contains(path[1]))
  }
}

extension OperationDescription {
  /// Whether the operation is this package's own.
  var isOfBuiltIn: Bool { Contract.builtIn.operation(named: name) == self }

  /// Whether the answer holds nothing but `success` and `errorMessage`, which are found in any letter case.
  fileprivate var hasOnlyCommonResult: Bool {
    guard let result, let element = answer?.content.elements.first(where: { $0.name == result }),
      case .complex(let content) = types.resolved(element.type).type
    else { return false }
    return content.elements.allSatisfy { ["success", "errorMessage"].contains($0.name) }
  }
}

extension ContractDifference: CustomStringConvertible {
  /// The difference in one sentence, for people.
  package var description: String {
    "\(operation.map { "\($0): " } ?? "")\(sentence)"
  }

  private var sentence: String {
    switch kind {
    case .letterCase: "\(thing) is spelled \(new ?? "") instead of \(old ?? "")."
    case .order:
      "\(isInside ? "the elements of \(subject)" : "the \(plural)") are in another order: \(new ?? "") instead of \(old ?? "")."
    case .namespace: "\(thing) is in the namespace \(quoted(new)) instead of \(quoted(old))."
    case .serviceName: "the service is called \(new ?? "nothing") instead of \(old ?? "nothing")."
    case .operationAdded where old != nil:
      "the service has one more operation with this name now (\(new ?? ""))."
    case .operationAdded: "the service has this operation now."
    case .operationRemoved: "the service no longer has this operation; calls to it fail."
    case .soapAction: "the SOAPAction is \(quoted(new)) instead of \(quoted(old))."
    case .style: "the \(sideWord) has the \(subject) \(new ?? "none") instead of \(old ?? "none")."
    case .answer: new == nil ? "the service no longer answers." : "the service answers now."
    case .wrapper: "the element around the \(plural) is \(new ?? "missing") instead of \(old ?? "none")."
    case .header where new == nil: "the header \(subject) of the \(sideWord) is gone."
    case .header where old != nil:
      "the \(sideWord) has the header \(subject) now, and \(old ?? "") moved there from the body."
    case .header: "the \(sideWord) has the header \(subject) now."
    case .added: addition
    case .removed: removal
    case .type: "\(thing) is of type \(new ?? "unknown") instead of \(old ?? "unknown")."
    case .typeName:
      "the type of \(thing) is called \(new ?? "") instead of \(old ?? ""); its content is the same."
    case .abstract where new == "true":
      "\(thing) must be of a type that is derived from its own one now, named by xsi:type."
    case .abstract: "\(thing) may be of its own type now, too."
    case .derivedType:
      new.map { "\(thing) may be of the derived type \($0) now, too." }
        ?? "\(thing) may no longer be of the derived type \(old ?? "")."
    case .values: "\(thing) allows \(new ?? "any value") instead of \(old ?? "any value")."
    case .facets: "\(thing) is limited to \(new ?? "nothing") instead of \(old ?? "nothing")."
    case .required: "\(thing) was optional and is required now."
    case .optional: "\(thing) was required and is optional now."
    case .occurrence: "\(thing) may occur \(new ?? "") times instead of \(old ?? "")."
    case .nillable where impact == .breaking && new == "true":
      "\(thing) may be nil now; a value was always there before."
    case .nillable: new == "true" ? "\(thing) may be nil now." : "\(thing) may no longer be nil."
    case .defaultValue: "\(thing) has \(new ?? "no default or fixed value") instead of \(old ?? "none")."
    case .content: "\(thing) may contain \(new ?? "nothing else") instead of \(old ?? "nothing else")."
    case .notCompared: "\(thing) cannot be compared completely: \(new ?? "")"
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
      : "\(thing) is no longer in the answer."
  }

  private var sideWord: String { side == .answer ? "answer" : "request" }

  private var plural: String { side == .answer ? "elements of the answer" : "parameters" }

  /// The subject, with a word for its kind.
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

/// A namespace and its replacement.
struct NamespaceChange: Hashable {
  let old: String?
  let new: String?

  /// - Parameters:
  ///   - old: The namespace; empty or `nil` for none.
  ///   - new: Its replacement.
  init(old: String?, new: String?) {
    self.old = old?.isEmpty == true ? nil : old
    self.new = new?.isEmpty == true ? nil : new
  }
}
