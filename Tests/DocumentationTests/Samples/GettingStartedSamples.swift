import Foundation
import KakapoProvision

/// Makes the client of the article "Getting started".
func gettingStarted() throws -> ProvisionClient {
  let environment = ProcessInfo.processInfo.environment
  let portal = try ProvisionClient(
    credentials: Credentials(
      userName: environment["KAKAPO_USER"] ?? "",
      password: environment["KAKAPO_PASSWORD"] ?? ""),
    configuration: .init(endpoint: environment["KAKAPO_ENDPOINT"] ?? Contract.builtIn.endpoint))
  return portal
}

/// Sets up the user of the article.
func setUp(_ portal: ProvisionClient) async throws -> UserLicenses {
  try await portal.addUserWithHierarchy(
    serverHostName: "sp.example.com",
    resellerId: "Acme", resellerName: "Acme Ltd",
    groupId: "Acme-London",
    broadworksUserId: "jane@acme.example.com", userName: "Jane Doe")

  try await portal.addUserLicense(
    serverHostName: "sp.example.com",
    broadworksUserId: "jane@acme.example.com",
    license: .unityDesktop(.pro))

  let held = try await portal.getUserLicenses(
    serverHostName: "sp.example.com",
    broadworksUserId: "jane@acme.example.com")
  print(held.licenses.map(\.pair))
  return held
}

/// The other ways to call.
func otherCalls(_ portal: ProvisionClient) async throws {
  let queue = AddQueue(serverHostName: "sp.example.com", resellerId: "Acme", queueId: "sales")

  // A refusal as a value instead of an error.
  let response = try await portal.response(to: queue)
  if !response.success { print(response.errorMessage ?? "no reason given") }

  // A licence from two strings. The error lists the licences that are valid.
  let license = try License(applicationName: "UnityDesktop", licenseType: "Pro")
  print(license, License.allCases.count)

  // A method that has no type in this package.
  try await portal.call("AddThing", parameters: [("thingId", "7")])
}
