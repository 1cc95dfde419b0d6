import KakapoProvision
import Testing
import XMLCore

@Suite struct TypedGroupTests {
  /// A pair as the generator writes it for a repeated sequence whose first element may be absent.
  private struct Pair: TypedGroup {
    static let alternatives = [[TypedName("key", ""), TypedName("value", "")]]
    static let repeatable: Set<TypedName> = []
    let key: String?
    let value: String

    init(from element: TypedElement) throws(TypedValueError) {
      key = try element.optional("key", "")
      value = try element.element("value", "")
    }

    func encode(into writer: inout TypedWriter) throws(TypedValueError) {}

    var text: String { "\(key ?? "-"):\(value)" }
  }

  @Test func anElementBeforeTheLastOneBeginsANewGroup() throws {
    let answer = "<a><value>1</value><key>k</key><value>2</value><key>l</key><value>3</value></a>"
    let pairs: [Pair] = try TypedElement(XMLReader().read(Array(answer.utf8))).repeatedGroup()
    #expect(pairs.map(\.text) == ["-:1", "k:2", "l:3"])
  }

  /// A group with several names, followed by a choice that may be repeated.
  private struct Choices: TypedGroup {
    static let alternatives = [[TypedName("name", ""), TypedName("a", ""), TypedName("b", "")]]
    static let repeatable = Set(alternatives[0])
    let names: [String]
    let letters: [String]

    init(from element: TypedElement) throws(TypedValueError) {
      names = try element.repeated("name", "")
      letters = try element.repeated("a", "") + element.repeated("b", "")
    }

    func encode(into writer: inout TypedWriter) throws(TypedValueError) {}
  }

  @Test func repeatableElementsMayHaveAnyOrder() throws {
    let answer = "<x><name>1</name><name>2</name><b>b</b><a>a</a></x>"
    let groups: [Choices] = try TypedElement(XMLReader().read(Array(answer.utf8))).repeatedGroup()
    #expect(groups.map(\.names) == [["1", "2"]] && groups.map(\.letters) == [["a", "b"]])
  }
}
