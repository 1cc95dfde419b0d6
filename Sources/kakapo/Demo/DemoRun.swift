import KakapoProvision

/// Onboards the sample users, the way a back office would.
struct DemoRun {
  /// What became of one user.
  struct Outcome {
    let user: SampleUser
    /// The licences the portal says the user holds; `nil` when it knows no such user.
    var held: [HeldLicense]?
    /// What was refused, and why.
    var refusals: [ProvisionError] = []
  }

  let portal: ProvisionClient
  let serverHostName: String

  /// Sets one user up, assigns the licences and asks what the user holds now.
  ///
  /// - Parameter user: The user.
  /// - Returns: What became of it; a refusal is part of that.
  /// - Throws: ``ProvisionError`` for everything but a refusal: then it makes no sense to go on.
  func onboard(_ user: SampleUser) async throws -> Outcome {
    var outcome = Outcome(user: user)
    if user.isToBeAdded {
      try await noting(&outcome) {
        try await portal.addUserWithHierarchy(
          serverHostName: serverHostName, resellerId: user.resellerId, resellerName: user.resellerName,
          groupId: user.groupId, groupName: user.groupName, broadworksUserId: user.broadworksUserId,
          userName: user.userName)
      }
    }
    for text in user.licenses {
      try await noting(&outcome) {
        let halves = text.split(separator: " ", maxSplits: 1).map(String.init)
        let license = try License(
          applicationName: halves.first ?? "", licenseType: halves.count > 1 ? halves[1] : "")
        try await portal.addUserLicense(
          serverHostName: serverHostName, broadworksUserId: user.broadworksUserId, license: license)
      }
    }
    try await noting(&outcome) { [broadworksUserId = user.broadworksUserId] in
      try await portal.getUserLicenses(serverHostName: serverHostName, broadworksUserId: broadworksUserId)
    } then: {
      $0.held = $1.licenses
    }
    return outcome
  }

  private func noting<Result>(
    _ outcome: inout Outcome, _ call: () async throws -> Result,
    then keep: (inout Outcome, Result) -> Void = { _, _ in }
  ) async throws {
    do {
      keep(&outcome, try await call())
    } catch let error as ProvisionError where error.code == .rejected || error.code == .invalidParameter {
      outcome.refusals.append(error)
    }
  }
}
