import KakapoProvision

/// The README's example, compiled.
func readme(name: String, secret: String) async throws {
  let portal = try ProvisionClient(credentials: Credentials(userName: name, password: secret))

  do throws(ProvisionError) {
    try await portal.addUserWithHierarchy(
      serverHostName: "sp.example.com",
      resellerId: "Acme", resellerName: "Acme Ltd",
      groupId: "Acme-London",
      broadworksUserId: "jane@acme.example.com", userName: "Jane Doe")
    try await portal.addUserLicense(
      serverHostName: "sp.example.com",
      broadworksUserId: "jane@acme.example.com",
      license: .unityDesktop(.pro))
  } catch {
    print(error)  // what happened, and what to do next
    switch error.delivery {
    case .notSent, .refused, .onlyRead: print("Nothing was changed.")
    case .answered: print("The portal said no: \(error.serverText ?? "without a reason")")
    case .mayHaveApplied: print("Look in the portal before you buy again.")
    }
  }
}
