import KakapoProvision

func buyLicences(at portal: ProvisionClient) async -> String {
  do throws(ProvisionError) {
    try await portal.addResellerLicenseSubPurchase(
      serverHostName: "sp.example.com", resellerId: "Acme",
      license: .unityMobile(.standard), quantity: 50)
    return "Bought."
  } catch {
    switch error.delivery {
    case .notSent, .refused, .onlyRead: return "Nothing was bought. \(error)"
    case .answered: return "The portal said no. \(error)"
    case .mayHaveApplied: return "Look in the portal before trying again. \(error)"
    }
  }
}

func assign(
  _ license: License, to users: [String], at portal: ProvisionClient
) async -> [String: ProvisionError.Code] {
  await withTaskGroup(of: (String, ProvisionError.Code?).self) { group in
    for user in users {
      group.addTask {
        do throws(ProvisionError) {
          try await portal.addUserLicense(
            serverHostName: "sp.example.com", broadworksUserId: user, license: license)
          return (user, nil)
        } catch {
          return (user, error.code)
        }
      }
    }
    var failed: [String: ProvisionError.Code] = [:]
    for await (user, code) in group { failed[user] = code }
    return failed
  }
}

/// Repeats a call that is safe to repeat, up to three times.
func persistently(
  _ call: () async throws(ProvisionError) -> Void
) async throws(ProvisionError) {
  for _ in 1...2 {
    do throws(ProvisionError) {
      return try await call()
    } catch {
      let isTransient = [.timedOut, .cannotConnect, .connectionLost].contains(error.code)
      guard isTransient, error.isSafeToRepeat else { throw error }
    }
  }
  try await call()
}
