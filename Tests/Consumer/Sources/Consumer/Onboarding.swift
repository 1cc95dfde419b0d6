import KakapoProvision

/// The first example of the README, compiled.
func onboard(name: String, secret: String) async throws {
  let portal = try ProvisionClient(credentials: Credentials(userName: name, password: secret))

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
    broadworksUserId: "jane@acme.example.com"
  ).licenses

  print(held)
}
