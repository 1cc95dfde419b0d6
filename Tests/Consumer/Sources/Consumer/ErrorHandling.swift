import KakapoProvision

/// The second example of the README, compiled.
func buy(_ portal: ProvisionClient) async {
  do {
    try await portal.addResellerLicenseSubPurchase(
      serverHostName: "sp.example.com", resellerId: "Acme",
      license: .unityMobile(.standard), quantity: 50)
  } catch {
    // `error` is a ProvisionError: `description` says what happened and what to do next.
    switch error.delivery {
    case .notSent, .refused, .onlyRead: print("Nothing was bought. \(error)")
    case .answered: print("The portal said no. \(error)")
    case .mayHaveApplied: print("Look in the portal before trying again. \(error)")
    }
  }
}
