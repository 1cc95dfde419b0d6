import KakapoProvision
import Foundation
import Testing
import WSDL

/// Public WSDLs of other services, each with the reader's findings.
@Suite(.enabled(if: Samples.exists(Samples.corpus), "the corpus of public WSDLs is not here"))
struct CorpusTests {
  struct Expectation: Sendable, CustomTestStringConvertible {
    let file: String
    let operations: Int
    var shapes: Set<ContractOperation.Shape> = [.wrapped]
    /// The beginning of each kind of finding, with the number of findings and the line of one of them.
    var findings: [String: (count: Int, line: Int?)] = [:]
    var testDescription: String { file }
  }

  static let expectations = [
    Expectation(file: "KDSoap__CribisSKWS.wsdl", operations: 41),
    Expectation(file: "KDSoap__logbookifv3.wsdl", operations: 22),
    Expectation(file: "PackageGenerator__bingsearch.wsdl", operations: 1),
    Expectation(
      file: "PackageGenerator__unit_tests.wsdl", operations: 1, shapes: [.bare],
      findings: [
        "The type AuthenticationType is": (1, 35), "The element auth is": (1, 78),
        "\"authenticationMsg\" has no prefix": (1, 93),
      ]),
    Expectation(file: "mule-wsdl-parser__currency-converter.wsdl", operations: 1),
    Expectation(file: "node-soap__GetNodes__complex_self_referencing__soap.wsdl", operations: 1),
    Expectation(file: "pyafipws__wscdc_927199.wsdl", operations: 6),
    Expectation(
      file: "savon__no_message_tag.xml", operations: 10, shapes: [.bare],
      findings: ["The request of": (8, 1022), "The answer of": (7, 1022)]),
    Expectation(file: "sharepoint-wsdl__Meetings.asmx.xml", operations: 12),
    Expectation(file: "sharepoint-wsdl__WebPartPages.asmx.xml", operations: 27),
    Expectation(file: "sharepoint-wsdl__dspsts.asmx.xml", operations: 1, shapes: [.bare]),
    Expectation(file: "sharepoint-wsdl__dws.asmx.xml", operations: 11),
    Expectation(file: "sharepoint-wsdl__forms.asmx.xml", operations: 2),
    Expectation(file: "sharepoint-wsdl__sitedata.asmx.xml", operations: 12),
    Expectation(file: "strong-soap__GetNodes__complex_self_referencing__soap.wsdl", operations: 1),
    Expectation(file: "strong-soap__nillable.wsdl", operations: 1),
    Expectation(file: "strong-soap__weather.wsdl", operations: 3),
    Expectation(file: "wsdl-tsclient__list_parameter.wsdl", operations: 17),
    Expectation(
      file: "wsdl-tsclient__recursive2.wsdl", operations: 1,
      findings: ["The message {http://bugrepro.com/account}AddAttributeSecureHeader is": (1, 145)]),
    Expectation(
      file: "wsdl-tsclient__ref_element_same_as_type.wsdl", operations: 1,
      findings: ["The extension {http://www.w3.org/2001/XMLSchema}annotation": (1, 30)]),
    Expectation(file: "wsdl2phpgenerator__CurrencyConvertor.wsdl", operations: 1),
    Expectation(file: "wsdl2phpgenerator__GenericNAICS.wsdl", operations: 3),
    Expectation(file: "wsdl__stockquote.wsdl", operations: 1),
    Expectation(file: "wsdl__taxcloud.wsdl", operations: 13),
    Expectation(file: "wsdl__xignite.wsdl", operations: 20),
  ]

  @Test(arguments: expectations)
  func isReadAsWritten(_ expectation: Expectation) throws {
    let url = Samples.corpus.appending(path: expectation.file)
    try #require(Samples.exists(url))
    let reading = try WSDLReader().read(Samples.bytes(url), location: expectation.file)
    #expect(reading.definitions.operations.count == expectation.operations)
    #expect(Set(reading.definitions.operations.map(\.shape)) == expectation.shapes)
    for (start, expected) in expectation.findings {
      let found = reading.diagnostics.filter { $0.message.hasPrefix(start) }
      #expect(found.count == expected.count, "\(start)")
      #expect(found.contains { $0.place?.line == expected.line }, "\(start)")
    }
    let unexpected = reading.diagnostics.filter { finding in
      !expectation.findings.keys.contains { finding.message.hasPrefix($0) }
    }
    #expect(unexpected == [])
    #expect(
      Contract(reading.definitions).differences(from: Contract(reading.definitions)) == [],
      "a contract does not differ from itself")
  }

  /// The document that it imports was not published with it.
  private static let incomplete = "KDSoap__Services_noservice.wsdl"

  @Test func aPartOfAWSDLIsRefused() throws {
    let url = Samples.corpus.appending(path: Self.incomplete)
    let error = #expect(throws: WSDLReadingError.self) { try WSDLReader().read(Samples.bytes(url)) }
    #expect(error?.code == .incomplete && error?.location == "messages.xsd")
  }

  @Test func everyFileIsExpected() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Samples.corpus.path)
    #expect(Set(files) == Set(Self.expectations.map(\.file) + [Self.incomplete]))
  }
}
