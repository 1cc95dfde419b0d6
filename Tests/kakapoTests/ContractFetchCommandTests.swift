import Foundation
import KakapoSimulator
import TestTurns
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)), .inTurn)
struct ContractFetchCommandTests {
  @Test
  func theWSDLIsWrittenAsItCame() async throws {
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

  @Test
  func whatIsNoWSDLIsNotWritten() async throws {
    try await DeviatingPortal.run { at in
      let file = at.folder.appending(path: "kept.wsdl")
      try Data("before".utf8).write(to: file)
      let cases: [(Injection, Int32, String)] = [
        (.page(status: 404), 78, "HTTP 404"),
        (.page(status: 403), 78, "access list"),
        (.page(status: 503), 76, "try again later"),
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
  func aFileThatCannotBeWrittenIsSaid() async throws {
    try await DeviatingPortal.run { at in
      let file = at.folder.appending(path: "missing/x.wsdl").path()
      let output = try await at.tool("contract", "fetch", at.simulator.endpoint, "--output-file", file)
      #expect(output.status == 64 && output.standardError.contains(file))
    }
  }
}
