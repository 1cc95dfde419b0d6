import Foundation
import KakapoSimulator
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct ContractFetchCommandTests {
  @Test
  func theWSDLIsWrittenUnchanged() async throws {
    try await DeviatingPortal.run { at in
      let file = at.folder.appending(path: "fetched.wsdl").path()
      let written = try await at.tool(
        "contract", "fetch", at.simulator.endpoint, "--output-file", file)
      #expect(written.status == 0 && written.standardOutput.contains("17 methods"), "\(written)")
      let printed = try await at.tool("contract", "fetch", at.simulator.endpoint + "?WSDL")
      #expect(try String(contentsOfFile: file, encoding: .utf8) == printed.standardOutput)
      #expect(printed.standardOutput.hasPrefix("<?xml"))
      #expect(at.simulator.requests.map(\.kind) == [.wsdl, .wsdl])
      let compared = try await at.tool("contract", "diff", "built-in", file)
      #expect(compared.status == 0 && compared.standardOutput.contains("No differences."))
    }
  }

  /// The contract in two documents, the way WCF gives it.
  private static func split(_ at: DeviatingPortal) async throws -> (wsdl: Injection, schema: Injection) {
    let whole = try await at.tool("contract", "fetch", at.simulator.endpoint).standardOutput
    let start = try #require(whole.firstRange(of: "<s:schema"))
    let end = try #require(whole.firstRange(of: "</s:schema>"))
    let declared =
      "<s:schema xmlns:s=\"http://www.w3.org/2001/XMLSchema\" xmlns:tns=\"http://kakaposystems.com/\" "
    let schema = String(whole[start.lowerBound..<end.upperBound]).replacing("<s:schema ", with: declared)
    let reference =
      "<s:schema><s:import namespace=\"http://kakaposystems.com/\" schemaLocation=\"?xsd=xsd0\"/></s:schema>"
    let wsdl = whole[..<start.lowerBound] + reference + whole[end.upperBound...]
    func answer(_ text: String) -> Injection {
      .answer(status: 200, contentType: "text/xml; charset=utf-8", body: Array(text.utf8))
    }
    return (answer(String(wsdl)), answer(schema))
  }

  @Test
  func importsOfAWSDLAreReadByEveryCommandAndWrittenNextToIt() async throws {
    try await DeviatingPortal.run { at in
      let (wsdl, schema) = try await Self.split(at)
      func serve() {
        at.simulator.inject(wsdl, into: .everything)
        at.simulator.inject(schema, into: .everything)
      }
      for command in [["check", "--strict"], ["diff", "built-in", at.simulator.endpoint, "--strict"]] {
        serve()
        let output = try await at.tool.run(["contract"] + command)
        #expect(output.status == 0 && output.standardOutput.contains("No differences."), "\(output)")
      }
      serve()
      let printed = try await at.tool("contract", "fetch", at.simulator.endpoint)
      #expect(printed.status == 64 && printed.standardOutput.isEmpty)
      #expect(
        printed.standardError.contains("2 documents") && printed.standardError.contains("--output-file"))
      serve()
      let file = at.folder.appending(path: "service.wsdl").path()
      let written = try await at.tool("contract", "fetch", at.simulator.endpoint, "--output-file", file)
      #expect(written.status == 0 && written.standardOutput.contains("17 methods"), "\(written)")
      #expect(written.standardOutput.contains("service-1.xsd"))
      #expect(
        at.simulator.requests.suffix(2).map(\.target).map {
          $0.hasSuffix("?WSDL") || $0.hasSuffix("?xsd=xsd0")
        } == [true, true])
      let compared = try await at.tool("contract", "diff", file, "built-in", "--strict")
      #expect(compared.status == 0 && compared.standardOutput.contains("No differences."), "\(compared)")
      let generated = try await at.tool(
        "contract", "generate", "--wsdl", file, "--output", at.folder.appending(path: "code").path())
      #expect(
        generated.status == 0 && generated.standardOutput.contains("17 operations generated"), "\(generated)")
    }
  }

  @Test
  func anIncompleteWSDLIsNotRead() async throws {
    try await DeviatingPortal.run { at in
      let (wsdl, _) = try await Self.split(at)
      let file = at.folder.appending(path: "part.wsdl").path()
      for command in [
        ["check"], ["diff", "built-in", at.simulator.endpoint], ["fetch", at.simulator.endpoint],
        ["fetch", at.simulator.endpoint, "--output-file", file],
      ] {
        at.simulator.inject(wsdl, into: .everything)
        let output = try await at.tool.run(["contract"] + command)
        #expect(output.status == 76 && output.standardOutput.isEmpty, "\(command): \(output)")
        #expect(output.standardError.contains("?xsd=xsd0, which "), "\(output)")
        #expect(
          output.standardError.contains("imports, cannot be read: ")
            && output.standardError.contains("singleWsdl"))
        #expect(output.standardError.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: file))
      }
      at.simulator.inject(wsdl, into: .everything)
      let doctor = try DoctorWalk(try await at.tool("doctor", "--output", "json"))
      #expect(
        doctor.failedStep == "wsdl" && doctor.problem.contains("?xsd=xsd0, which "), "\(doctor.problem)")
    }
  }

  @Test
  func anAnswerThatIsNotAWSDLIsNotWritten() async throws {
    try await DeviatingPortal.run { at in
      let file = at.folder.appending(path: "kept.wsdl")
      try Data("before".utf8).write(to: file)
      let cases: [(Injection, Int32, String)] = [
        (.page(status: 404), 78, "HTTP 404"),
        (.page(status: 403), 78, "access list"),
        (.page(status: 503), 76, "Try again later"),
        (.page(status: 200, html: "<html><title>Back\u{9B} soon</title></html>"), 76, "Back\\u{009B} soon"),
        (.answer(status: 302, contentType: nil, body: [], headers: ["Location": "/new"]), 76, "Redirects"),
        (.malformedXML, 76, "cannot be read as WSDL"),
        (.empty(), 76, "cannot be read as WSDL"),
      ]
      for (injection, status, words) in cases {
        at.simulator.inject(injection, into: .wsdl)
        let output = try await at.tool(
          "contract", "fetch", at.simulator.endpoint, "--output-file", file.path())
        #expect(output.status == status, "\(words): \(output)")
        #expect(output.standardError.contains(words), "\(words): \(output.standardError)")
        #expect(output.standardOutput.isEmpty && !output.standardError.contains("\u{9B}"))
      }
      #expect(try String(contentsOf: file, encoding: .utf8) == "before")
    }
  }

  @Test
  func addressesThatCannotBeFetchedAreRefused() async throws {
    for address in ["http://example.com/P.asmx", "ftp://127.0.0.1/", "no-address"] {
      #expect(try await CommandLineTool()("contract", "fetch", address).status == 64, "\(address)")
    }
    let secret = try await CommandLineTool()("contract", "fetch", "https://me:hidden@example.com/P.asmx")
    #expect(secret.status == 64 && !secret.standardError.contains("hidden"))
  }

  @Test
  func aServerThatIsNotThereIsUnreachable() async throws {
    try await HeldPort.run(isListening: false) { port in
      let output = try await CommandLineTool()("contract", "fetch", "http://127.0.0.1:\(port)/")
      #expect(output.status == 69 && output.standardError.contains("Check the address"))
    }
  }

  @Test
  func aSilentServerEndsWithTheTime() async throws {
    try await HeldPort.run(isListening: true) { port in
      let output = try await CommandLineTool()(
        "contract", "fetch", "http://127.0.0.1:\(port)/", "--timeout", "0.3")
      #expect(output.status == 69 && output.standardError.contains("--timeout"), "\(output)")
    }
  }

  @Test
  func aFileThatCannotBeWrittenIsReported() async throws {
    try await DeviatingPortal.run { at in
      let file = at.folder.appending(path: "missing/x.wsdl").path()
      let output = try await at.tool("contract", "fetch", at.simulator.endpoint, "--output-file", file)
      #expect(output.status == 64 && output.standardError.contains(file))
    }
  }
}
