import KakapoProvision
import Foundation
import TestThreads
import Testing
import WSDL
import WSDLGenerator

/// A WSDL of four times the size takes four times as long, not sixteen times.
@Suite(.serialized, .timeLimit(.minutes(10)), .onOwnThread) struct GrowthTests {
  /// The ratio of this thread's processor time for a larger and a smaller piece of work.
  ///
  /// Other work of the machine isn't counted, but can add to the time, so the best of several runs counts.
  private func ratio(of large: () -> Void, to small: () -> Void) -> Double {
    func cost(of work: () -> Void) -> Double {
      (0..<2).map { _ in
        let start = clock()
        work()
        return Double(clock() - start)
      }.min() ?? 0
    }
    return cost(of: large) / max(cost(of: small), 1)
  }

  private func clock() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return now.tv_sec * 1_000_000_000 + now.tv_nsec
  }

  /// A WSDL whose operations each take a text and a type: the first of a chain of types, or a type for each operation.
  private func wsdl(
    operations: Int, chain: Int = 0, isChain: Bool = true, _ link: (_ name: String, _ next: String) -> String
  ) -> [UInt8] {
    let names = (0..<operations).map { "Do\($0)" }
    let elements = names.enumerated().map { position, name in
      """
      <s:element name="\(name)"><s:complexType><s:sequence><s:element name="text" type="s:string"/>
      \(chain > 0 ? "<s:element minOccurs='0' name='first' type='t:T\(isChain ? 0 : position)'/>" : "")
      </s:sequence></s:complexType></s:element><s:element name="\(name)Response"><s:complexType/></s:element>
      """
    }
    let types = (0..<chain).map { link("T\($0)", $0 + 1 < chain ? "t:T\($0 + 1)" : "t:End") }
    let messages = names.map { name in
      """
      <message name="\(name)In"><part name="parameters" element="t:\(name)"/></message>
      <message name="\(name)Out"><part name="parameters" element="t:\(name)Response"/></message>
      """
    }
    let declared = names.map {
      "<operation name=\"\($0)\"><input message=\"t:\($0)In\"/><output message=\"t:\($0)Out\"/></operation>"
    }
    let bound = names.map {
      """
      <operation name="\($0)"><soap:operation soapAction="urn:t#\($0)"/><input><soap:body use="literal"/></input>
      <output><soap:body use="literal"/></output></operation>
      """
    }
    return Array(
      """
      <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
        xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"><types>
      <s:schema targetNamespace="urn:t" elementFormDefault="qualified"><s:complexType name="End"/>
      \((elements + types).joined(separator: "\n"))</s:schema></types>\(messages.joined(separator: "\n"))
      <portType name="P">\(declared.joined())</portType><binding name="B" type="t:P"><soap:binding/>
      \(bound.joined(separator: "\n"))</binding></definitions>
      """.utf8)
  }

  private static func held(_ name: String, _ next: String) -> String {
    "<s:complexType name=\"\(name)\"><s:sequence><s:element name=\"e\" type=\"\(next)\"/></s:sequence></s:complexType>"
  }

  private static func derived(_ name: String, _ base: String) -> String {
    """
    <s:complexType name="\(name)"><s:complexContent><s:extension base="\(base)"><s:sequence>
    <s:element name="e\(name)" type="s:string"/></s:sequence></s:extension></s:complexContent></s:complexType>
    """
  }

  /// A chain that ends in a type that can't be expressed.
  private static func failing(_ name: String, _ next: String) -> String {
    next == "t:End"
      ? "<s:complexType name=\"\(name)\"><s:sequence><s:element name=\"e\" type=\"t:Gone\"/></s:sequence></s:complexType>"
      : held(name, next)
  }

  private static func alone(_ name: String, _ next: String) -> String { held(name, "t:End") }

  @Test(arguments: [
    (operations: 500, chain: 0, link: held), (operations: 1, chain: 500, link: held),
    (operations: 1, chain: 500, link: derived), (operations: 200, chain: 200, link: failing),
    (operations: 400, chain: 400, link: alone),
  ])
  func readingAndGeneratingGrowWithTheSize(
    operations: Int, chain: Int, link: @Sendable (String, String) -> String
  ) throws {
    let isChain = link("", "") != Self.alone("", "")
    let small = wsdl(operations: operations, chain: chain, isChain: isChain, link)
    let large = wsdl(
      operations: operations == 1 ? 1 : operations * 4, chain: chain * 4, isChain: isChain, link)
    func work(_ document: [UInt8]) {
      guard let reading = try? WSDLReader().read(document) else { return }
      _ = Contract(reading.definitions).differences(from: Contract(reading.definitions))
      _ = try? Generator.generate(
        reading, options: GeneratorOptions(access: .public, source: "", takenMethodNames: []))
    }
    let ratio = ratio(of: { work(large) }, to: { work(small) })
    // The costs of memory and of a busy machine add to the four, but not up to the sixteen.
    #expect(ratio < 10, "\(ratio) times as much for four times the size")
  }

  @Test func aLineOfInheritanceThatIsTooLongIsNamedWithItsLimit() throws {
    let reading = try WSDLReader().read(wsdl(operations: 1, chain: 200, Self.derived))
    let code = try Generator.generate(
      reading, options: GeneratorOptions(access: .public, source: "", takenMethodNames: []))
    #expect(code.operations == [] && code.leftOut == ["Do0"])
    let words = "derived from more than 63 others in a line"
    #expect(reading.diagnostics.filter { $0.message.contains(words) }.count == 1)
    #expect(code.diagnostics.last?.message.contains(words) == true)
    let short = try WSDLReader().read(wsdl(operations: 1, chain: 63, Self.derived))
    #expect(short.diagnostics.filter { $0.severity != .warning } == [])
    let whole = try Generator.generate(
      short, options: GeneratorOptions(access: .public, source: "", takenMethodNames: []))
    #expect(whole.operations == ["Do0"])
  }

  @Test func moreTypesThanAreComparedAreNamedWithTheirLimit() throws {
    let definitions = try WSDLReader().read(wsdl(operations: 1, chain: 10_100, Self.held)).definitions
    let differences = Contract(definitions).differences(from: Contract(definitions))
    #expect(differences.map(\.kind) == [.notCompared])
    #expect(differences.first?.description.contains("refer to more than 10000 others") == true)
  }
}
