import Foundation
import KakapoProvision
import KakapoSimulator
import TestTraces
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct OtherCommandTests {
  @Test
  func theDemoShowsTheLicencesAndTheRefusals() async throws {
    let output = try await CommandLineTool()("demo")
    #expect(output.status == 0, "\(output.standardError)")
    let text = output.standardOutput
    for words in [
      "Seán Ó Briain", "UnityDesktop/Enterprise, UnityMobile/Standard", "Zürich & Umgebung", "Service <24h>",
      "12 users to be set up", "11 of 12 rows are done; 1 was refused.",
      "row 11, rosa@smith.example.com: AddUserLicense UnityDesktop/Pro",
      "There is no free UnityDesktop Pro license",
      "no licence\n", "\n  1 licence to be assigned\n  11 rows with nothing to do\n",
    ] {
      #expect(text.contains(words), "\(words) is missing in:\n\(text)")
    }
    #expect(!text.contains("démo & <secret>"))
  }

  @Test
  func codeIsGeneratedFromAWSDL() async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let wsdl = root.appending(path: "Fixtures/WSDL")
    let folder = TestTraces.path("generated")
    defer { TestTraces.remove(folder) }
    let output = try await CommandLineTool()(
      "contract", "generate", "--wsdl", wsdl.appending(path: "Typed.wsdl").path(), "--output", folder.path())
    #expect(output.status == 0, "\(output.standardError)")
    #expect(output.standardOutput.contains("10 operations generated, 0 left out"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path()).contains("Typed+AddUser.swift"))
    let part = wsdl.appending(path: "RPCEncoded.wsdl").path()
    let other = TestTraces.path("part")
    defer { TestTraces.remove(other) }
    let strict = try await CommandLineTool()(
      "contract", "generate", "--wsdl", part, "--output", other.path(), "--strict")
    #expect(strict.status == 65)
    #expect(strict.standardError.contains("Find could not be generated, so nothing was written (--strict)."))
    #expect(!FileManager.default.fileExists(atPath: other.path()))
    let partial = try await CommandLineTool()(
      "contract", "generate", "--wsdl", part, "--output", other.path())
    #expect(partial.status == 84)
    #expect(partial.standardOutput.contains("1 operations generated, 1 left out"))
    #expect(partial.standardError.contains("Operation Find is left out: it needs"))
    let unreadable = try await CommandLineTool()(
      "contract", "generate", "--wsdl", #filePath, "--output", folder.path())
    #expect(unreadable.status == 65)
  }

  @Test
  func theDemoNeedsNoProxy() async throws {
    let output = try await CommandLineTool(environment: ["http_proxy": "http://127.0.0.1:1"])("demo")
    #expect(output.status == 0, "\(output.standardError)")
  }

  @Test
  func theLicencesAreTheTable() async throws {
    let json = try await CommandLineTool()("licenses", "--output", "json")
    let rows = try JSONDecoder().decode([[String: String]].self, from: Data(json.standardOutput.utf8))
    #expect(
      rows.map {
        LicensePair(applicationName: $0["applicationName"] ?? "", licenseType: $0["licenseType"] ?? "")
      }
        == License.allCases.map(\.pair))
    let table = try await CommandLineTool()("licenses")
    #expect(table.standardOutput.split(separator: "\n").count == License.allCases.count + 2)
  }

  @Test
  func helpFitsAScreenAndSaysWhereTheExitCodesAre() async throws {
    let help = try await CommandLineTool()("--help").standardOutput
    #expect(help.contains("`kakapo exit-codes`") && help.split(separator: "\n").count < 50)
  }

  @Test
  func simulateReportsAPortInUse() async throws {
    try await ToolAtPortal.run { at in
      let output = try await at.tool("simulate", "--port", "\(at.simulator.port)")
      #expect(output.status == 69 && output.standardError.contains("\(at.simulator.port)"))
      #expect(try await at.tool("simulate", "--stock", "UnityDesktop=3").status == 64)
    }
  }
}
