import KakapoProvision
import KakapoProvisionTesting
import Testing

@Suite struct LicenseTests {
  /// The table in the vendor's document, in its order.
  static let table: [(application: String, types: [String])] = [
    ("UnityDesktop", ["Pro", "Enterprise", "Anywhere"]),
    ("UnityDesktopWeb", ["Standard"]),
    ("UnityAgent", ["Standard", "Enterprise", "Anywhere"]),
    ("UnityAgentWeb", ["Standard"]),
    ("UnitySupervisor", ["Standard", "Enterprise", "Anywhere"]),
    ("UnityReception", ["Standard", "Enterprise", "Anywhere"]),
    ("UnityWallboard", ["Standard"]),
    ("UnityMobile", ["Standard"]),
    ("UnityCrmIntegration", ["Standard"]),
    (
      "UnityDashboard",
      ["Tabular30", "Tabular100", "Tabular100+", "Graphical30", "Graphical100", "Graphical100+"]
    ),
    ("UnityContactCenterDesktop", ["Add-On", "Enterprise"]),
    ("UnityContactCenterAgent", ["Add-On", "Enterprise"]),
    ("UnityContactCenterSupervisor", ["Add-On", "Enterprise"]),
  ]

  @Test func theLicencesAreTheVendorsTable() {
    let pairs = LicenseTests.table.flatMap { row in
      row.types.map { LicensePair(applicationName: row.application, licenseType: $0) }
    }
    #expect(License.allCases.map(\.pair) == pairs)
    #expect(License.allCases.count == 29)
    #expect(Set(License.allCases).count == 29)
    #expect(License.applicationNames == LicenseTests.table.map(\.application))
    #expect(License.applicationNames.count == 13)
    for row in LicenseTests.table { #expect(License.licenseTypes(of: row.application) == row.types) }
    #expect(License.licenseTypes(of: "unitydesktop").isEmpty)
  }

  @Test(arguments: License.allCases)
  func everyLicenceSurvivesTheWay(_ license: License) async throws {
    #expect(
      try License(applicationName: license.applicationName, licenseType: license.licenseType) == license)
    #expect(License(license.pair) == license)
    #expect(license.description == "\(license.applicationName) \(license.licenseType)")
    let stub = StubTransport.succeeding()
    try await ProvisionClient(stub).addUserLicense(
      serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com", license: license)
    #expect(stub.requests.first?.parameter("applicationName") == license.applicationName)
    #expect(stub.requests.first?.parameter("licenseType") == license.licenseType)
  }

  @Test func theCasesAreSpelledAsInTheTable() {
    #expect(License.unityDesktop(.pro).description == "UnityDesktop Pro")
    #expect(License.unityDashboard(.graphical100Plus).description == "UnityDashboard Graphical100+")
    #expect(License.unityContactCenterAgent(.addOn).description == "UnityContactCenterAgent Add-On")
    #expect(License.unityCrmIntegration(.standard).description == "UnityCrmIntegration Standard")
  }

  @Test func pairsAreOrdered() {
    let pairs = [
      LicensePair(applicationName: "B", licenseType: "a"),
      LicensePair(applicationName: "A", licenseType: "z"),
      LicensePair(applicationName: "A", licenseType: "b"),
    ]
    #expect(pairs.sorted().map(\.description) == ["A b", "A z", "B a"])
  }
}
