import TestWSDLs
import KakapoProvision
import Testing
import WSDL

@Suite struct ContractComparisonTests {
  /// A change of the contract and the only difference that the comparison must find.
  struct Change: Sendable, CustomTestStringConvertible {
    let name: String
    var old = ServiceText()
    var new = ServiceText()
    let kind: ContractDifference.Kind
    let side: ContractDifference.Side
    let impact: ContractDifference.Impact
    let subject: String
    let words: String
    var testDescription: String { name }
  }

  private static func element(_ name: String, _ type: String = "s:string", _ more: String = "minOccurs=\"0\"")
    -> String
  {
    "<s:element name=\"\(name)\" type=\"\(type)\" \(more)/>"
  }

  private static let required = "minOccurs=\"1\""
  private static let colour = """
    <s:simpleType name="Colour"><s:restriction base="s:string"><s:enumeration value="red"/>
    <s:enumeration value="blue"/></s:restriction></s:simpleType>
    """
  private static let moreColours = colour.replacing(
    "<s:enumeration value=\"red\"/>", with: "<s:enumeration value=\"red\"/><s:enumeration value=\"green\"/>")
  private static let shortText = """
    <s:simpleType name="Text"><s:restriction base="s:string"><s:maxLength value="10"/></s:restriction></s:simpleType>
    """
  private static let text = "<s:simpleType name=\"Text\"><s:restriction base=\"s:string\"/></s:simpleType>"
  private static func item(_ inside: String) -> String {
    "<s:complexType name=\"Item\">\(inside)</s:complexType>"
  }

  private static func derived(_ inside: String = "") -> String {
    """
    <s:complexType name="Big"><s:complexContent><s:extension base="tns:Item"><s:sequence>\(inside)</s:sequence>
    </s:extension></s:complexContent></s:complexType>
    """
  }

  private static func request(
    _ name: String, _ old: String, _ new: String, _ kind: ContractDifference.Kind,
    _ impact: ContractDifference.Impact, subject: String, words: String, oldTypes: String = "",
    newTypes: String = ""
  ) -> Change {
    Change(
      name: "request: \(name)", old: ServiceText(parameters: old, components: oldTypes),
      new: ServiceText(parameters: new, components: newTypes), kind: kind, side: .request, impact: impact,
      subject: subject, words: words)
  }

  private static func answer(
    _ name: String, _ old: String, _ new: String, _ kind: ContractDifference.Kind,
    _ impact: ContractDifference.Impact, subject: String, words: String, oldTypes: String = "",
    newTypes: String = ""
  ) -> Change {
    Change(
      name: "answer: \(name)", old: ServiceText(result: old, components: oldTypes),
      new: ServiceText(result: new, components: newTypes), kind: kind, side: .answer, impact: impact,
      subject: subject, words: words)
  }

  static let changes: [Change] = [
    request(
      "letter case", element("loginUserName"), element("loginUsername"), .letterCase, .breaking,
      subject: "loginUserName",
      words: "the parameter loginUserName is spelled loginUsername instead of loginUserName."),
    request(
      "order", element("a") + element("b"), element("b") + element("a"), .order, .breaking, subject: "order",
      words: "the parameters are in another order: b, a instead of a, b."),
    request(
      "new and optional", element("a"), element("a") + element("b"), .added, .harmless, subject: "b",
      words: "the parameter b is new and optional."),
    request(
      "new, with a value but nillable", element("a"),
      element("a") + element("b", "s:int", "nillable=\"true\""), .added,
      .harmless, subject: "b", words: "new and optional"),
    request(
      "new and required", element("a"), element("a") + element("b", "s:int", required), .added, .breaking,
      subject: "b", words: "new and required; the service does not accept calls without it."),
    request(
      "gone", element("a") + element("b"), element("a"), .removed, .breaking, subject: "b",
      words: "the service does not know the parameter b; a value given for it would be ignored."),
    request(
      "type", element("a", "s:int"), element("a", "s:string"), .type, .breaking, subject: "a",
      words: "the parameter a is of type string instead of int."),
    request(
      "wider type", element("a", "s:int"), element("a", "s:long"), .type, .harmless, subject: "a",
      words: "of type long instead of int"),
    request(
      "narrower type", element("a", "s:long"), element("a", "s:unsignedInt"), .type, .breaking, subject: "a",
      words: "of type unsignedInt instead of long"),
    request(
      "signed instead of unsigned", element("a", "s:unsignedShort"), element("a", "s:int"), .type, .harmless,
      subject: "a", words: "of type int instead of unsignedShort"),
    request(
      "nil instead of a value", element("a", "s:string", required),
      element("a", "s:string", required + " nillable=\"true\""), .nillable, .harmless, subject: "a",
      words: "the parameter a may be nil now."),
    request(
      "complex instead of simple", element("a", "s:int"), element("a", "tns:Item"), .type, .breaking,
      subject: "a",
      words: "of type Item instead of int", newTypes: item("")),
    request(
      "name of a type", element("a", "tns:Item"), element("a", "tns:Entry"), .typeName, .harmless,
      subject: "a",
      words: "is called Entry instead of Item", oldTypes: item(""),
      newTypes: item("").replacing("Item", with: "Entry")),
    request(
      "required", element("a"), element("a", "s:string", required), .required, .breaking, subject: "a",
      words: "the parameter a was optional and is required now."),
    request(
      "optional", element("a", "s:string", required), element("a"), .optional, .harmless, subject: "a",
      words: "was required and is optional now"),
    request(
      "repeated", element("a"), element("a", "s:string", "minOccurs=\"0\" maxOccurs=\"unbounded\""),
      .occurrence,
      .harmless, subject: "a", words: "may occur 0..* times instead of 0..1"),
    request(
      "no longer repeated", element("a", "s:string", "minOccurs=\"0\" maxOccurs=\"unbounded\""), element("a"),
      .occurrence, .breaking, subject: "a", words: "0..1 times instead of 0..*"),
    request(
      "nillable", element("a"), element("a", "s:string", "minOccurs=\"0\" nillable=\"true\""), .nillable,
      .harmless,
      subject: "a", words: "may be nil now"),
    request(
      "default", element("a"), element("a", "s:string", "minOccurs=\"0\" default=\"x\""), .defaultValue,
      .harmless,
      subject: "a", words: "the default \"x\" instead of none"),
    request(
      "fixed", element("a"), element("a", "s:string", "minOccurs=\"0\" fixed=\"x\""), .defaultValue,
      .breaking,
      subject: "a", words: "the fixed value \"x\" instead of none"),
    request(
      "more values", element("a", "tns:Colour"), element("a", "tns:Colour"), .values, .harmless, subject: "a",
      words: "allows blue, green, red instead of blue, red", oldTypes: colour, newTypes: moreColours),
    request(
      "fewer values", element("a", "tns:Colour"), element("a", "tns:Colour"), .values, .breaking,
      subject: "a",
      words: "allows blue, red instead of blue, green, red", oldTypes: moreColours, newTypes: colour),
    request(
      "values instead of any text", element("a"), element("a", "tns:Colour"), .values, .breaking,
      subject: "a",
      words: "instead of any value", newTypes: colour),
    request(
      "a limit", element("a", "tns:Text"), element("a", "tns:Text"), .facets, .breaking, subject: "a",
      words: "is limited to maxLength=10 instead of nothing", oldTypes: text, newTypes: shortText),
    request(
      "no limit", element("a", "tns:Text"), element("a", "tns:Text"), .facets, .harmless, subject: "a",
      words: "is limited to nothing instead of maxLength=10", oldTypes: shortText, newTypes: text),
    request(
      "inside a type", element("a", "tns:Item"), element("a", "tns:Item"), .letterCase, .breaking,
      subject: "a/inner", words: "the element a/inner is spelled Inner",
      oldTypes: item("<s:sequence>\(element("inner"))</s:sequence>"),
      newTypes: item("<s:sequence>\(element("Inner"))</s:sequence>")),
    request(
      "an attribute", element("a", "tns:Item"), element("a", "tns:Item"), .added, .breaking,
      subject: "a/@key",
      words: "the attribute a/@key is new and required", oldTypes: item(""),
      newTypes: item("<s:attribute name=\"key\" type=\"s:string\" use=\"required\"/>")),
    request(
      "alternatives", element("a") + element("b"), "<s:choice>\(element("a"))\(element("b"))</s:choice>",
      .content,
      .breaking, subject: "Add", words: "may contain alternatives instead of nothing else"),
    request(
      "any element", element("a"), element("a") + "<s:any/>", .content, .harmless, subject: "Add",
      words: "may contain any element"),
    request(
      "abstract", element("a", "tns:Item"), element("a", "tns:Item"), .abstract, .breaking, subject: "a",
      words: "must be of a type that is derived from its own one now", oldTypes: item(""),
      newTypes: item("").replacing("name=", with: "abstract=\"true\" name=")),
    request(
      "derived type gone", element("a", "tns:Item"), element("a", "tns:Item"), .derivedType, .breaking,
      subject: "a", words: "the parameter a may no longer be of the derived type Big.",
      oldTypes: item("") + derived(), newTypes: item("")),
    request(
      "inside a derived type", element("a", "tns:Item"), element("a", "tns:Item"), .letterCase, .breaking,
      subject: "a[Big]/inner", words: "the element a[Big]/inner is spelled Inner",
      oldTypes: item("") + derived(element("inner")), newTypes: item("") + derived(element("Inner"))),
    answer(
      "derived type new", element("a", "tns:Item"), element("a", "tns:Item"), .derivedType, .harmless,
      subject: "a", words: "the element a may be of the derived type Big now, too.", oldTypes: item(""),
      newTypes: item("") + derived()),
    answer(
      "gone", element("AddResult") + element("b"), element("AddResult"), .removed, .breaking, subject: "b",
      words: "the element b is no longer in the answer."),
    answer(
      "new", element("AddResult"), element("AddResult") + element("b", "s:int", required), .added, .harmless,
      subject: "b", words: "the element b is new."),
    answer(
      "letter case", element("AddResult"), element("addResult"), .letterCase, .breaking, subject: "AddResult",
      words: "is spelled addResult"),
    answer(
      "order", element("a") + element("b"), element("b") + element("a"), .order, .harmless, subject: "order",
      words: "the elements of the answer are in another order"),
    answer(
      "type", element("AddResult", "s:boolean"), element("AddResult", "s:string"), .type, .breaking,
      subject: "AddResult", words: "of type string instead of boolean"),
    answer(
      "optional", element("a", "s:int", required), element("a", "s:int"), .optional, .breaking, subject: "a",
      words: "was required and is optional now"),
    answer(
      "required", element("a", "s:int"), element("a", "s:int", required), .required, .harmless, subject: "a",
      words: "is required now"),
    answer(
      "more values", element("a", "tns:Colour"), element("a", "tns:Colour"), .values, .harmless, subject: "a",
      words: "allows", oldTypes: colour, newTypes: moreColours),
    answer(
      "text with attributes", element("a", "tns:Item"), element("a", "tns:Item"), .type, .breaking,
      subject: "a",
      words: "of type string instead of elements", oldTypes: item(""),
      newTypes: item("<s:simpleContent><s:extension base=\"s:string\"/></s:simpleContent>")),
    Change(
      name: "the service has another name", new: ServiceText(service: "Other"), kind: .serviceName,
      side: .service,
      impact: .harmless, subject: "service", words: "the service is called Other instead of Service."),
    Change(
      name: "the target namespace is another one", new: ServiceText(namespace: "http://example.test"),
      kind: .namespace, side: .service,
      impact: .breaking, subject: "contract",
      words: "the contract is in the namespace \"http://example.test\" instead of \"http://example.test/\"."),
    Change(
      name: "an operation is new", new: ServiceText(operations: ["Add", "Remove"]), kind: .operationAdded,
      side: .service, impact: .harmless, subject: "Remove",
      words: "Remove: the service has this operation now."),
    Change(
      name: "an operation is gone", old: ServiceText(operations: ["Add", "Remove"]), kind: .operationRemoved,
      side: .service, impact: .breaking, subject: "Remove",
      words: "Remove: the service no longer has this operation"),
    Change(
      name: "an operation has another letter case", old: ServiceText(result: element("R")),
      new: ServiceText(operations: ["ADD"], result: element("R")), kind: .letterCase, side: .service,
      impact: .breaking, subject: "Add", words: "Add: the operation is spelled ADD instead of Add."),
    Change(
      name: "the SOAPAction is another one", new: ServiceText(action: "urn:else"), kind: .soapAction,
      side: .service,
      impact: .breaking,
      subject: "SOAPAction", words: "the SOAPAction is \"urn:else\" instead of \"http://example.test/Add\"."),
    Change(
      name: "action in another letter case", new: ServiceText(action: "http://example.test/add"),
      kind: .letterCase,
      side: .service, impact: .breaking, subject: "SOAPAction", words: "the SOAPAction is spelled"),
    Change(
      name: "the element around the parameters has another name", new: ServiceText(wrapper: "Put"),
      kind: .wrapper, side: .request, impact: .breaking,
      subject: "Add", words: "the element around the parameters is Put instead of Add."),
    Change(
      name: "a header of the request is new",
      new: ServiceText(headers: "<soap:header message=\"tns:AddHead\" part=\"Head\" use=\"literal\"/>"),
      kind: .header, side: .request, impact: .breaking, subject: "AddResponse",
      words: "the request has the header AddResponse now."),
    Change(
      name: "the method no longer answers", new: ServiceText(isOneWay: true), kind: .answer, side: .answer,
      impact: .breaking,
      subject: "answer", words: "the service no longer answers."),
  ]

  @Test(arguments: changes)
  func aChangeIsOneDifference(_ change: Change) throws {
    let (old, new) = (try change.old.definitions(), try change.new.definitions())
    let differences = Contract(new).differences(from: Contract(old))
    try #require(differences.count == 1, "\(differences.map(\.description))")
    let difference = differences[0]
    #expect(difference.kind == change.kind)
    #expect(difference.side == change.side)
    #expect(difference.impact == change.impact)
    #expect(difference.subject == change.subject)
    #expect(difference.description.contains(change.words), "\(difference)")
    let isOfNames = [.letterCase, .order, .namespace, .soapAction].contains(change.kind)
    let isKept =
      change.side == .answer
      ? change.kind != .order && change.subject != "AddResponse" : change.subject.contains("/")
    #expect(
      difference.isFollowed(in: Contract(old).operation(named: difference.operation ?? ""))
        == (isOfNames && !isKept))
    #expect(Contract(old).differences(from: Contract(old)) == [])
    #expect(Contract(new).differences(from: Contract(new)) == [])
  }

  @Test func everyKindIsTried() {
    let elsewhere: Set<ContractDifference.Kind> = [.style, .notCompared]
    #expect(Set(Self.changes.map(\.kind)).union(elsewhere) == Set(ContractDifference.Kind.allCases))
  }

  @Test func aChangeOfStyleIsReported() throws {
    let old = try ServiceText().definitions()
    let encoded = try ServiceText(use: "encoded").definitions()
    let differences = Contract(encoded).differences(from: Contract(old))
    #expect(differences.map(\.kind) == [.style, .style])
    #expect(differences[0].description == "Add: the request has the use encoded instead of literal.")
    let rpc = try ServiceText(style: "rpc").definitions()
    #expect(
      Contract(rpc).differences(from: Contract(old)).contains {
        $0.kind == .style && $0.old == "wrapped" && $0.new == "rpc" && $0.impact == .breaking
      })
  }

  @Test func oneOperationIsComparedWithAllThatItsCallsDependOn() throws {
    let old = try ServiceText(operations: ["Add", "Remove"]).definitions()
    let new = try ServiceText(
      namespace: "http://example.test", operations: ["Remove", "Add"],
      parameters: Self.element("Name") + Self.element("age", "s:int", Self.required)
    ).definitions()
    let differences = Contract(new).differences(ofOperation: "Add", from: Contract(old))
    #expect(differences.map(\.kind) == [.namespace, .namespace, .letterCase, .added, .namespace])
    #expect(differences.map(\.subject) == ["SOAPAction", "Add", "name", "age", "AddResponse"])
    let operation = Contract(old).operation(named: "Add")
    #expect(differences.map { $0.isFollowed(in: operation) } == [true, true, true, false, true])
    #expect(differences.map(\.operation) == Array(repeating: "Add", count: 5))
    #expect(
      Contract(try ServiceText().definitions()).differences(ofOperation: "Remove", from: Contract(old))
        .map(\.kind)
        == [.operationRemoved])
    #expect(Contract(new).differences(ofOperation: "Nothing", from: Contract(old)) == [])
  }

  @Test func anOperationIsFoundInAnotherLetterCaseOnlyIfThereIsOne() throws {
    let operation = try #require(Contract(try ServiceText().definitions()).operation(named: "Add"))
    let one = Contract(try ServiceText(operations: ["ADD"]).definitions())
    let two = Contract(try ServiceText(operations: ["ADD", "add"]).definitions())
    #expect(one.counterpart(of: operation)?.name == "ADD")
    #expect(two.counterpart(of: operation) == nil)
  }

  @Test func recursiveTypesAreComparedOnce() throws {
    let tree = """
      <s:complexType name="Tree"><s:sequence>\(Self.element("left", "tns:Tree"))\(Self.element("value", "s:int"))\
      \(Self.element("right", "tns:Tree"))</s:sequence></s:complexType>
      """
    let old = try ServiceText(parameters: Self.element("tree", "tns:Tree"), components: tree).definitions()
    let new = try ServiceText(
      parameters: Self.element("tree", "tns:Tree"),
      components: tree.replacing("name=\"value\" type=\"s:int\"", with: "name=\"value\" type=\"s:long\"")
    ).definitions()
    let differences = Contract(new).differences(from: Contract(old))
    #expect(differences.map(\.subject) == ["tree/value"])
  }

  /// A type without a name may contain itself by way of its base, or of a group.
  @Test(
    arguments: [
      """
      <s:complexType name="A"><s:sequence><s:element name="x" minOccurs="0"><s:complexType><s:complexContent>
      <s:extension base="tns:A"/></s:complexContent></s:complexType></s:element></s:sequence></s:complexType>
      """,
      """
      <s:group name="G"><s:sequence><s:element name="x" minOccurs="0"><s:complexType><s:sequence>
      <s:group ref="tns:G"/><s:group ref="tns:H"/></s:sequence></s:complexType></s:element></s:sequence></s:group>
      <s:group name="H"><s:sequence><s:element name="y" minOccurs="0"><s:complexType><s:sequence>
      <s:group ref="tns:G"/><s:group ref="tns:H"/></s:sequence></s:complexType></s:element></s:sequence></s:group>
      <s:complexType name="A"><s:group ref="tns:G"/></s:complexType>
      """,
    ])
  func unnamedTypesThatContainThemselvesEnd(types: String) throws {
    for parameter in [
      Self.element("p", "tns:A"),
      "<s:element name=\"p\"><s:complexType><s:complexContent><s:extension base=\"tns:A\"/></s:complexContent></s:complexType></s:element>",
    ] {
      let definitions = try ServiceText(parameters: parameter, components: types).definitions()
      let differences = Contract(definitions).differences(from: Contract(definitions))
      #expect(differences.allSatisfy { $0.kind == .notCompared }, "\(differences.map(\.description))")
    }
  }

  @Test func theOrderInsideAParameterIsNotThatOfTheParameters() throws {
    func item(_ names: [String]) -> String {
      Self.item("<s:sequence>\(names.map { Self.element($0) }.joined())</s:sequence>")
    }
    let old = ServiceText(parameters: Self.element("order", "tns:Item"), components: item(["a", "b"]))
    let new = ServiceText(parameters: Self.element("order", "tns:Item"), components: item(["b", "a"]))
    let differences = Contract(try new.definitions()).differences(from: Contract(try old.definitions()))
    #expect(differences.map(\.kind) == [.order])
    #expect(differences.map { $0.isFollowed(in: nil) } == [false])
    #expect(
      differences.first?.description
        == "Add: the elements of order are in another order: b, a instead of a, b.")
  }

  @Test func comparingEndsWithTypesThatMultiply() throws {
    let levels = 400
    func chain(_ prefix: String) -> String {
      (0..<levels).map { level in
        let next = (level + 1) % levels
        return """
          <s:complexType name="\(prefix)\(level)"><s:sequence>\(Self.element("a", "tns:\(prefix)\(next)"))\
          \(Self.element("b", "tns:\(prefix)\((level * 7 + 3) % levels)"))</s:sequence></s:complexType>
          """
      }.joined()
    }
    let old = try ServiceText(parameters: Self.element("x", "tns:A0"), components: chain("A")).definitions()
    let new = try ServiceText(
      parameters: Self.element("x", "tns:B1"),
      components: chain("B").replacing("name=\"b\"", with: "name=\"a\"")
    ).definitions()
    let differences = Contract(new).differences(from: Contract(old))
    #expect(!differences.isEmpty)
    #expect(differences.count < 60_000)
  }

  @Test func sayingEndsWithContractsThatDifferInEverything() throws {
    let names = (0..<7).map { "Add\($0)" }
    let parameters = (0..<9000).map { Self.element("a\($0)") }.joined()
    let old = try ServiceText(operations: names, parameters: parameters).definitions()
    let new = try ServiceText(operations: names, parameters: "").definitions()
    let differences = Contract(new).differences(from: Contract(old))
    #expect(differences.count <= 50_001)
    #expect(differences.last?.kind == .notCompared)
    #expect(differences.last?.impact == .breaking)
  }
}
