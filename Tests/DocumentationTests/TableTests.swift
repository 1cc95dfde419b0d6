import Foundation
import KakapoProvision
import KakapoProvisionTesting
import TestDocuments
import Testing

@testable import KakapoRollout

/// The tables of the articles say what the code says.
struct TableTests {
  private static func article(_ name: String) throws -> Document {
    try #require(Document.guides.first { $0.path.hasSuffix("/\(name).md") }, "There is no article \(name).")
  }

  private static func source(_ path: String) throws -> String {
    try String(contentsOf: Document.root.appending(path: path), encoding: .utf8)
  }

  @Test func theMethodsAreTheContracts() throws {
    let written = try Self.article("HowTheContractIsKnown").rows(below: "| method | known |")
    let expected = Contract.builtIn.operations.map { operation in
      [
        "`\(operation.name)`", operation.evidence.rawValue,
        operation.parameters.map { "\($0.name)\($0.isRequired ? "" : "?") (\($0.evidence.rawValue))" }
          .joined(separator: ", "),
        operation.repetition.rawValue,
      ]
    }
    #expect(written == expected)
  }

  @Test func theAddressesAreTheContracts() throws {
    let facts = try Self.article("HowTheContractIsKnown").rows(below: "| fact | value |").map { $0[1] }
    for value in [Contract.builtIn.endpoint, Contract.builtIn.namespace] {
      #expect(facts.contains { $0.contains("`\(value)`") })
    }
  }

  @Test func theErrorCodesAreAllThere() throws {
    let rows = try Self.article("HandlingErrors").rows(below: "| code | what happened |")
    let source = try Self.source("Sources/KakapoProvision/Errors/ProvisionError.swift")
    let declared = source.matches(of: /public static var (\w+): Code/).map { "`\($0.1)`" }
    #expect(!declared.isEmpty && rows.map { $0[0] } == declared)
    for row in rows { #expect(row.count == 4 && row.allSatisfy { !$0.isEmpty }, "\(row)") }
  }

  @Test func theErrorCodesOfRolloutsAreAllThere() throws {
    let rows = try Self.article("AsALibrary").rows(below: "| code | what happened |")
    let source = try Self.source("Sources/KakapoRollout/RolloutError.swift")
    let declared = source.matches(of: /public static var (\w+): Code/).map { "`\($0.1)`" }
    #expect(!declared.isEmpty && rows.map { $0[0] } == declared)
  }

  @Test func theDeliveriesAreAllThere() throws {
    let rows = try Self.article("HandlingErrors").rows(below: "| delivery | meaning |")
    #expect(rows.map { $0[0] } == Delivery.allCases.map { "`\($0.rawValue)`" })
  }

  /// Each kind of fault, and what it says about the call.
  @Test func theFaultsAreAllThere() async throws {
    let rows = try Self.article("HandlingErrors").rows(below: "| kind | what happened |")
    let source = try Self.source("Sources/KakapoProvision/Errors/FaultReader.swift")
    let declared = source.matches(of: /public static var (\w+): FaultKind/).map { "`\($0.1)`" }
    #expect(!declared.isEmpty && rows.map { $0[0] } == declared)
    let faults: [String: (code: String, message: String)] = [
      "actionNotRecognized": ("Client", "Server did not recognize the value of HTTP Header SOAPAction: x."),
      "requestUnreadable": ("Client", "Server was unable to read request. ---> There is an error"),
      "versionMismatch": ("VersionMismatch", "Possible SOAP version mismatch"),
      "requestTooLarge": ("Client", "Maximum request length exceeded."),
      "serverException": ("Server", "Server was unable to process request. ---> Oh."),
      "other": ("Client", "Something else"),
    ]
    for row in rows {
      let kind = row[0].filter { $0 != "`" }
      let fault = try #require(faults[kind])
      let client = try ProvisionClient(
        credentials: Credentials(userName: "test", password: "test"),
        transport: StubTransport { _ in .fault(fault.code, message: fault.message) },
        latch: MemoryLoginLatch())
      do throws(ProvisionError) {
        try await client.addReseller(serverHostName: "sp.example.com", resellerId: "Acme")
        Issue.record("\(kind): no error")
      } catch {
        #expect(error.fault?.kind.description == kind)
        #expect(row[2] == "`\(error.delivery.rawValue)`", "\(kind)")
      }
    }
  }

  @Test func theColumnsAreTheFormats() throws {
    let rows = try Self.article("TheFileFormat").rows(below: "| column | required |")
    let template = RolloutTemplate.csv(serverHostName: "sp.example.com").prefix { !$0.isNewline }
    #expect(rows.map { $0[0] } == template.split(separator: ",").map { "`\($0)`" })
    // What the table calls required is what an input without it lacks.
    for row in rows {
      let name = row[0].filter { $0 != "`" }
      let columns = rows.map { $0[0].filter { $0 != "`" } }.filter { $0 != name }
      let values = [
        "serverHostName": "sp.example.com", "resellerId": "Acme", "groupId": "London",
        "broadworksUserId": "jane@acme.example.com", "userName": "Jane Doe",
      ]
      let text =
        columns.joined(separator: ",") + "\n"
        + columns.map { values[$0] ?? "" }.joined(separator: ",") + "\n"
      let isOptional = (try? RolloutInput.read([UInt8](text.utf8))) != nil
      #expect(isOptional == (row[1] != "yes"), "\(name)")
    }
  }

  /// The limits of the file format, and the pace's defaults.
  @Test func theNumbersAreTheCodes() throws {
    let limits = try Self.article("TheFileFormat").rows(below: "| limit | value |").map { $0[1] }
    #expect(InputLimits.bytes == 128 << 20 && InputLimits.cellBytes == 128 << 10)
    #expect(InputLimits.columns == 1000 && InputLimits.findings == 1000)
    #expect(limits == ["128 MiB", "1,000", "128 KiB"])
    let pace = try Self.article("WhileARolloutRuns").rows(below: "| option | default |")
    #expect(pace.first { $0[0].contains("--max-retry-after") }?[1] == "300 seconds")
    #expect(Pace().longestRetryAfter == .seconds(300))
    #expect(pace.first { $0[0].contains("--concurrency") }?[1] == "\(Pace().concurrency)")
    let run = try Self.article("WhileARolloutRuns").text
    #expect(
      RolloutRun.Options().maximumEqualRefusals.map { run.contains("When \($0) rows in succession") } == true)
    #expect(try Self.article("PlansAndDeletions").text.contains("at most \(DeletionGate.users) users"))
    let configuration = ProvisionClient.Configuration()
    #expect(configuration.timeout == .seconds(60) && configuration.maximumResponseBytes == 16 << 20)
    let start = try Self.article("GettingStarted").text.replacing("\n", with: " ")
    #expect(start.contains("the timeout (60 seconds) and the largest answer (16 MiB)"))
  }
}
