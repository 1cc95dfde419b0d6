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
