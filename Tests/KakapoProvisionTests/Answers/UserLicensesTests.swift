import KakapoProvision
import KakapoProvisionTesting
import Testing

/// The list of licences in every form that an `.asmx` service might use.
@Suite struct UserLicensesTests {
  private func licenses(_ response: TransportResponse) async throws -> UserLicenses {
    try await ProvisionClient(StubTransport(response)).getUserLicenses(
      serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
  }

  private func licenses(of details: String) async throws -> UserLicenses {
    try await licenses(.success(of: "GetUserLicenses", details: details))
  }

  @Test(arguments: [
    "licenses-nested", "licenses-flat", "licenses-attributes", "licenses-repeated",
    "licenses-deep-with-extras",
  ])
  func theSameLicencesAreFoundInEveryShape(_ name: String) async throws {
    let held = try await licenses(Fixtures.response(name))
    #expect(
      held.licenses.map(\.description)
        == ["UnityDesktop Pro", "UnityDashboard Tabular100+", "UnityTeleporter Quantum"])
    #expect(
      held.licenses.map(\.license) == [.unityDesktop(.pro), .unityDashboard(.tabular100Plus), nil])
    #expect(held.licenses.contains(.unityDesktop(.pro)))
    #expect(!held.licenses.contains(.unityDesktop(.enterprise)))
    let texts =
      name == "licenses-deep-with-extras"
      ? ["jane@acme.example.com", "Jane"] : []
    #expect(held.unrecognized.map(\.text).filter { !$0.contains(":") } == texts)
    #expect(held.response.success)
  }

  @Test func elementsAroundALicenceAreKeptWithIt() async throws {
    let held = try await licenses(Fixtures.response("licenses-deep-with-extras"))
    #expect(held.licenses.first?.element.child("vendor")?.text == "Kakapo")
    #expect(
      held.unrecognized.map(\.name)
        == ["broadworksUserId", "name", "assignedOn", "assignedOn", "assignedOn", "serverTime"])
  }

  struct Answer {
    let name: String
    let details: String
    let held: [String]
    let isCertain: Bool

    static func all() throws -> [Answer] {
      try Fixtures.lines("Licenses/answers.tsv").dropFirst().map { line in
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        return Answer(
          name: cells[0], details: cells[1].replacing("\\n", with: "\n"),
          held: cells[2].isEmpty ? [] : cells[2].split(separator: ", ").map(String.init),
          isCertain: cells[3] == "certain")
      }
    }
  }

  @Test func theLicencesAndTheirCertaintyAreAsRecorded() async throws {
    let answers = try Answer.all()
    #expect(answers.count > 100)
    for answer in answers {
      let held = try await licenses(of: answer.details)
      #expect(
        held.licenses.map { ($0.license?.pair ?? $0.pair).description } == answer.held, "\(answer.name)")
      #expect(held.isCertain == answer.isCertain, "\(answer.name): \(held.doubts)")
    }
  }

  @Test func aPairThatTheTableLacksIsKept() async throws {
    let held = try await licenses(Fixtures.response("licenses-nested"))
    let unknown = try #require(held.licenses.last)
    #expect(unknown.license == nil)
    #expect(unknown.pair == LicensePair(applicationName: "UnityTeleporter", licenseType: "Quantum"))
    #expect(unknown.description == "UnityTeleporter Quantum")
    #expect(unknown == held.licenses.last)
    #expect(unknown != held.licenses.first)
  }

  @Test func noLicencesIsNotAnError() async throws {
    for details in ["", "<licenses />", "<licenses></licenses>", "<licenses>\n</licenses>"] {
      let held = try await licenses(of: details)
      #expect(held.licenses.isEmpty)
      #expect(held.unrecognized.isEmpty)
    }
    #expect(try await licenses(Fixtures.response("licenses-none")).licenses.isEmpty)
  }

  @Test func aNilListHoldsNothing() async throws {
    let held = try await licenses(of: "<licenses xsi:nil=\"true\" />")
    #expect(held.licenses.isEmpty)
    #expect(held.unrecognized.isEmpty)
  }

  @Test func anUnknownShapeIsShown() async throws {
    let held = try await licenses(Fixtures.response("licenses-unknown-shape"))
    #expect(held.licenses.isEmpty)
    #expect(held.unrecognized.map(\.description).joined().contains("UnityDesktop Pro"))
  }

  @Test(arguments: [
    "<l><licenseType>Pro</licenseType><applicationName>UnityDesktop</applicationName></l>",
    "<l><APPLICATIONNAME>UnityDesktop</APPLICATIONNAME><LicenseType>Pro</LicenseType></l>",
    "<l><applicationName>UnityDesktop</applicationName><licenseName>Pro</licenseName></l>",
    "<l><applicationName>UnityDesktop</applicationName><licenseName>Unity Desktop Pro</licenseName><licenseType>Pro</licenseType></l>",
    "<l><licenseName>Unity Desktop Pro</licenseName><licenseType>Pro</licenseType><applicationName>UnityDesktop</applicationName></l>",
    "<l><id>7</id><applicationName>UnityDesktop</applicationName><since/><licenseType>Pro</licenseType><x><y/></x></l>",
    "<applicationName>UnityDesktop</applicationName><licenseType>Pro</licenseType>",
    "<l ApplicationName=\"UnityDesktop\" id=\"7\" LicenseType=\"Pro\" />",
    "<diff xmlns=\"urn:other\"><o:l xmlns:o=\"urn:o\"><o:applicationName>UnityDesktop</o:applicationName><o:licenseType>Pro</o:licenseType></o:l></diff>",
  ])
  func oneLicenceIsFound(_ details: String) async throws {
    #expect(try await licenses(of: details).licenses.map(\.license) == [.unityDesktop(.pro)])
  }

  /// A licence that the user doesn't hold would be worse than a missing one.
  @Test(arguments: [
    "<applicationName>UnityDesktop</applicationName><applicationName>UnityAgent</applicationName>"
      + "<licenseType>Pro</licenseType><licenseType>Enterprise</licenseType>",
    "<licenseType>Pro</licenseType>",
    "<applicationName>UnityDesktop</applicationName><licenseType>Pro</licenseType><licenseType>Standard</licenseType>",
  ])
  func namesAndTypesThatDoNotPairAreNotGuessed(_ parts: String) async throws {
    let held = try await licenses(of: "<list>\(parts)</list>")
    #expect(held.licenses.isEmpty)
    let shown = held.unrecognized.map(\.description).joined()
    for name in ["UnityDesktop", "UnityAgent", "Pro", "Enterprise", "Standard"] where parts.contains(name) {
      #expect(shown.contains(name))
    }
  }

  /// Each name needs a type beside it; searching for it each time would take minutes.
  @Test(.timeLimit(.minutes(10))) func namesWithoutEndAreGoneThroughOnce() async throws {
    let names = String(repeating: "<licenseName/>", count: 100_000)
    #expect(try await licenses(of: "<License>\(names)</License>").licenses.isEmpty)
  }

  @Test func aThousandLicencesAreFound() async throws {
    let one = "<l><applicationName>UnityDesktop</applicationName><licenseType>Pro</licenseType></l>"
    let held = try await licenses(of: "<list>\(String(repeating: one, count: 1000))</list>")
    #expect(held.licenses.count == 1000)
    #expect(held.unrecognized.isEmpty)
  }
}
