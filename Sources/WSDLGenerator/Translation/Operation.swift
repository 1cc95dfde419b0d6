import WSDL

/// A generated operation, before it is written as Swift.
struct Operation {
  /// The result of a call.
  enum Answer {
    /// An answer with only `success` and `errorMessage`.
    case provision
    /// The type of the result element with `success`.
    case provisionValue(ValueType)
    /// The only member of the answer.
    case member(Member)
    /// The text or type of the answer element itself, with what the schema says of the text.
    case value(ValueType, Member.Rules? = nil)
    /// The members of the answer.
    case members([Member])

    /// Whether the answer has a result element with `success`.
    var hasResultElement: Bool {
      switch self {
      case .provision, .provisionValue: true
      case .member, .value, .members: false
      }
    }
  }

  /// The operation in the WSDL.
  let contract: ContractOperation
  /// The Swift name, without the enclosing type.
  var name: String
  /// The title for people.
  var title: String
  /// The name of the method of `ProvisionClient`.
  var method: String
  var wireName: String
  /// The element around the parameters; `nil` if they are directly in the body.
  var request: NamespacedName?
  var soapAction: String
  var answerName: String
  /// The element with `success`, if the answer has one.
  var resultName: String
  var login: (userName: String, password: String, namespace: String)?
  var documentation: String?
  var members: [Member]
  var answer: Answer
  /// What is known of it beyond the WSDL.
  var annotation: Annotations.Method?

  /// The members that callers give.
  var parameters: [Member] { members.filter { !$0.isConstant } }

  /// The types that it refers to.
  var references: Set<TypeKey> {
    var types = TypeTranslator.references(of: members)
    switch answer {
    case .provision: break
    case .provisionValue(let type), .value(let type, _): if let key = type.key { types.insert(key) }
    case .member(let member): if let key = member.type.key { types.insert(key) }
    case .members(let members): types.formUnion(TypeTranslator.references(of: members))
    }
    return types
  }
}
