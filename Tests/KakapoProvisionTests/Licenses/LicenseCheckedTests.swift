import KakapoProvision
import KakapoProvisionTesting
import Testing

/// The initialiser that makes a licence from two strings.
@Suite struct LicenseCheckedTests {
  struct NearMiss: Sendable, CustomTestStringConvertible {
    let application: String
    let type: String
    let meant: String

    var testDescription: String { "\"\(application)\" \"\(type)\"" }
  }

  @Test(arguments: [
    NearMiss(application: "unitydesktop", type: "Pro", meant: "UnityDesktop"),
    NearMiss(application: "UNITYDESKTOP", type: "Pro", meant: "UnityDesktop"),
    NearMiss(application: " UnityDesktop", type: "Pro", meant: "UnityDesktop"),
    NearMiss(application: "Unity Desktop", type: "Pro", meant: "UnityDesktop"),
    NearMiss(application: "Unity-Desktop\n", type: "Pro", meant: "UnityDesktop"),
    NearMiss(application: "UnityCRMIntegration", type: "Standard", meant: "UnityCrmIntegration"),
  ])
  func aNearApplicationIsNamed(_ miss: NearMiss) throws {
    let error = try #require(
      #expect(throws: ProvisionError.self) {
        try License(applicationName: miss.application, licenseType: miss.type)
      })
    #expect(error.code == .invalidParameter)
    #expect(error.delivery == .notSent)
    #expect(error.parameter == "applicationName")
    #expect(error.advice.contains("Did you mean \"\(miss.meant)\"?"))
    for name in License.applicationNames { #expect(error.description.contains(name)) }
  }

  @Test(arguments: [
    NearMiss(application: "UnityDesktop", type: "pro", meant: "Pro"),
    NearMiss(application: "UnityDesktop", type: "Pro ", meant: "Pro"),
    NearMiss(application: "UnityDashboard", type: "Tabular100 +", meant: "Tabular100+"),
    NearMiss(application: "UnityDashboard", type: "graphical100", meant: "Graphical100"),
    NearMiss(application: "UnityDashboard", type: "Graphical 100+", meant: "Graphical100+"),
    NearMiss(application: "UnityContactCenterAgent", type: "AddOn", meant: "Add-On"),
    NearMiss(application: "UnityContactCenterAgent", type: "add on", meant: "Add-On"),
  ])
  func aNearTypeIsNamed(_ miss: NearMiss) throws {
    let error = try #require(
      #expect(throws: ProvisionError.self) {
        try License(applicationName: miss.application, licenseType: miss.type)
      })
    #expect(error.code == .invalidParameter)
    #expect(error.parameter == "licenseType")
    #expect(error.reason.contains(miss.application))
    #expect(error.advice.contains("Did you mean \"\(miss.meant)\"?"))
    for type in License.licenseTypes(of: miss.application) { #expect(error.advice.contains(type)) }
  }

  @Test func aTypeOfAnotherApplicationIsNotANearMiss() throws {
    let error = try #require(
      #expect(throws: ProvisionError.self) {
        try License(applicationName: "UnityDesktop", licenseType: "Standard")
      })
    #expect(error.reason == "licenseType: UnityDesktop has no licence type \"Standard\"")
    #expect(error.advice == "Valid: Pro, Enterprise, Anywhere.")
  }

  @Test(arguments: ["", " ", "Tabular100", "Unity", "\u{1F}", String(repeating: "x", count: 10_000)])
  func anApplicationFarFromAllIsRefusedBriefly(_ application: String) throws {
    let error = try #require(
      #expect(throws: ProvisionError.self) {
        try License(applicationName: application, licenseType: "Pro")
      })
    #expect(error.parameter == "applicationName")
    #expect(!error.advice.contains("Did you mean"))
    #expect(error.description.count < 600)
    #expect(!error.description.contains("\u{1F}"))
  }

  @Test func aPairThatOnlyAnAnswerHasIsNotALicence() {
    #expect(License(LicensePair(applicationName: "UnityTeleporter", licenseType: "Quantum")) == nil)
    // They look the same to a reader, but not to the portal.
    #expect(License(LicensePair(applicationName: "UnityDesktop", licenseType: "pro")) == nil)
  }

  @Test func aDynamicCallWithAWrongPairIsNotSent() async throws {
    let stub = StubTransport.succeeding()
    let portal = try ProvisionClient(stub)
    let error = try await provisionError {
      try await portal.call(
        "DeleteUserLicense",
        parameters: [
          ("serverHostName", "sp.example.com"), ("broadworksUserId", "jane@acme.example.com"),
          ("applicationName", "UnityMobile"), ("licenseType", "Pro"),
        ])
    }
    #expect(error.parameter == "licenseType")
    #expect(error.operation == "DeleteUserLicense")
    #expect(stub.requests.isEmpty)
  }
}
