import KakapoProvision

// Compiled and never run, as EveryMethod.swift.

/// Every operation with what it requires.
func operations() -> [any ProvisionOperation] {
  [
    AddSystemProvider(newSystemProviderServerHostName: "sp.example.com", newSystemProviderId: "sp"),
    AddReseller(serverHostName: "sp.example.com", resellerId: "Acme"),
    AddGroup(serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London"),
    AddUserWithHierarchy(
      serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London",
      broadworksUserId: "jane@acme.example.com", userName: "Jane Doe"),
    AddResellerLicenseSubPurchase(
      serverHostName: "sp.example.com", resellerId: "Acme", license: .unityDesktop(.pro), quantity: 5),
    AddGroupLicenseSubPurchase(
      serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London", license: .unityDesktop(.pro),
      quantity: 5),
    AddUserLicense(
      serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
      license: .unityDesktop(.pro)),
    DeleteUserLicense(
      serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
      license: .unityDesktop(.pro)),
    DeleteUserLicenses(serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com"),
    AddQueue(serverHostName: "sp.example.com", resellerId: "Acme", queueId: "sales"),
    AddMediaStream(
      serverHostName: "sp.example.com", resellerId: "Acme", queueId: "sales", mediaStreamType: .callback),
    AddPortalUser(
      serverHostName: "sp.example.com", newUserName: "agent", newUserPassword: "secret",
      newUserEmail: "agent@acme.example.com"),
    AddGroupAgentAssociation(
      serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London", portalUserName: "agent"),
    DeleteUser(serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com"),
    DeleteGroup(serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London"),
    DeleteReseller(serverHostName: "sp.example.com", resellerId: "Acme"),
    GetUserLicenses(serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com"),
  ]
}

/// A queue of users to set up, as a back office keeps one: values that are changed, compared and sent.
func setUp(_ users: [AddUserWithHierarchy], at portal: ProvisionClient) async throws(ProvisionError) {
  var done: Set<AddUserWithHierarchy> = []
  for var user in users where !done.contains(user) {
    user.groupName = user.groupName ?? user.groupId
    user.resellerName = nil
    try await send(user, to: portal)
    done.insert(user)
    let held: UserLicenses = try await portal.perform(
      GetUserLicenses(serverHostName: user.serverHostName, broadworksUserId: user.broadworksUserId))
    guard held.isCertain else { continue }
    print(held.licenses.compactMap(\.license), held.doubts, held.unrecognized, held.response.details)
  }
}

/// Sends any operation, and looks at an answer whose `success` is false.
func send<Operation: ProvisionOperation>(
  _ operation: Operation, to portal: ProvisionClient
) async throws(ProvisionError) {
  let response: ProvisionResponse = try await portal.response(to: operation)
  guard response.success else {
    return print(Operation.contract.name, response.errorMessage ?? "refused", operation.values)
  }
  guard let result: Operation.Result = try? operation.result(from: response) else { return }
  print(result, Operation.contract.repetition == .safe, Operation.contract.parameters.map(\.name))
}

/// Calls a method by its name.
func callByName(_ portal: ProvisionClient) async throws(ProvisionError) {
  try await portal.call(
    "AddReseller", parameters: [("serverHostName", "sp.example.com"), ("resellerId", "Acme")])
  try await portal.call("Ping", checkedAgainst: nil)
  let response = try await portal.response(toMethod: "Ping", checkedAgainst: nil)
  print(response.operation, response.result.name)
}
