import KakapoProvision
import Testing

/// The call of a file in `Fixtures/Requests`, as an operation value and as a client method.
struct GoldenCall: Sendable, CustomTestStringConvertible {
  /// The file's name without its extension.
  let name: String
  let operation: any ProvisionOperation
  /// The client method of the same name.
  let call: @Sendable (ProvisionClient) async throws -> ProvisionResponse

  var method: String { String(name.prefix { $0 != "." }) }
  var contract: OperationDescription { type(of: operation).contract }
  var testDescription: String { name }
}

extension GoldenCall {
  /// The call of a file.
  static func named(_ name: String) -> GoldenCall? { all.first { $0.name == name } }

  /// Every method with all its parameters.
  static let complete = all.filter { !$0.name.contains(".") }

  static let all: [GoldenCall] = [
    GoldenCall(
      name: "AddGroup",
      operation: AddGroup(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London", groupName: "Zürich <HQ>"
      )
    ) {
      try await $0.addGroup(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London", groupName: "Zürich <HQ>"
      )
    },
    GoldenCall(
      name: "AddGroup.required-only",
      operation: AddGroup(serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London")
    ) {
      try await $0.addGroup(serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London")
    },
    GoldenCall(
      name: "AddGroupAgentAssociation",
      operation: AddGroupAgentAssociation(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London",
        portalUserName: "agent.smith")
    ) {
      try await $0.addGroupAgentAssociation(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London",
        portalUserName: "agent.smith")
    },
    GoldenCall(
      name: "AddGroupLicenseSubPurchase",
      operation: AddGroupLicenseSubPurchase(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London",
        license: .unityDashboard(.graphical100Plus), quantity: 25)
    ) {
      try await $0.addGroupLicenseSubPurchase(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London",
        license: .unityDashboard(.graphical100Plus), quantity: 25)
    },
    GoldenCall(
      name: "AddMediaStream",
      operation: AddMediaStream(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London", queueId: "Support",
        mediaStreamType: .webChat)
    ) {
      try await $0.addMediaStream(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London", queueId: "Support",
        mediaStreamType: .webChat)
    },
    GoldenCall(
      name: "AddMediaStream.required-only",
      operation: AddMediaStream(
        serverHostName: "sp.example.com", resellerId: "Acme", queueId: "Support", mediaStreamType: .webChat)
    ) {
      try await $0.addMediaStream(
        serverHostName: "sp.example.com", resellerId: "Acme", queueId: "Support", mediaStreamType: .webChat)
    },
    GoldenCall(
      name: "AddPortalUser",
      operation: AddPortalUser(
        serverHostName: "sp.example.com", newUserResellerId: "Acme", newUserGroupId: "Acme-London",
        newUserName: "agent.smith", newUserPassword: "p&ss<w>hunter2", newUserEmail: "agent@acme.example.com")
    ) {
      try await $0.addPortalUser(
        serverHostName: "sp.example.com", newUserResellerId: "Acme", newUserGroupId: "Acme-London",
        newUserName: "agent.smith", newUserPassword: "p&ss<w>hunter2", newUserEmail: "agent@acme.example.com")
    },
    GoldenCall(
      name: "AddPortalUser.required-only",
      operation: AddPortalUser(
        serverHostName: "sp.example.com", newUserName: "agent.smith", newUserPassword: "p&ss<w>hunter2",
        newUserEmail: "agent@acme.example.com")
    ) {
      try await $0.addPortalUser(
        serverHostName: "sp.example.com", newUserName: "agent.smith", newUserPassword: "p&ss<w>hunter2",
        newUserEmail: "agent@acme.example.com")
    },
    GoldenCall(
      name: "AddQueue",
      operation: AddQueue(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London", queueId: "Support",
        queueName: "Support 日本")
    ) {
      try await $0.addQueue(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London", queueId: "Support",
        queueName: "Support 日本")
    },
    GoldenCall(
      name: "AddQueue.required-only",
      operation: AddQueue(serverHostName: "sp.example.com", resellerId: "Acme", queueId: "Support")
    ) {
      try await $0.addQueue(serverHostName: "sp.example.com", resellerId: "Acme", queueId: "Support")
    },
    GoldenCall(
      name: "AddReseller",
      operation: AddReseller(
        serverHostName: "sp.example.com", resellerId: "Acme", resellerName: "Acme Ltd & Sons")
    ) {
      try await $0.addReseller(
        serverHostName: "sp.example.com", resellerId: "Acme", resellerName: "Acme Ltd & Sons")
    },
    GoldenCall(
      name: "AddReseller.required-only",
      operation: AddReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    ) {
      try await $0.addReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    },
    GoldenCall(
      name: "AddResellerLicenseSubPurchase",
      operation: AddResellerLicenseSubPurchase(
        serverHostName: "sp.example.com", resellerId: "Acme", license: .unityDashboard(.graphical100Plus),
        quantity: 25)
    ) {
      try await $0.addResellerLicenseSubPurchase(
        serverHostName: "sp.example.com", resellerId: "Acme", license: .unityDashboard(.graphical100Plus),
        quantity: 25)
    },
    GoldenCall(
      name: "AddSystemProvider",
      operation: AddSystemProvider(
        newSystemProviderServerHostName: "child.example.com", newSystemProviderId: "Child-1",
        newSystemProviderName: "Child Provider")
    ) {
      try await $0.addSystemProvider(
        newSystemProviderServerHostName: "child.example.com", newSystemProviderId: "Child-1",
        newSystemProviderName: "Child Provider")
    },
    GoldenCall(
      name: "AddSystemProvider.required-only",
      operation: AddSystemProvider(
        newSystemProviderServerHostName: "child.example.com", newSystemProviderId: "Child-1")
    ) {
      try await $0.addSystemProvider(
        newSystemProviderServerHostName: "child.example.com", newSystemProviderId: "Child-1")
    },
    GoldenCall(
      name: "AddUserLicense",
      operation: AddUserLicense(
        serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
        license: .unityDashboard(.graphical100Plus))
    ) {
      try await $0.addUserLicense(
        serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
        license: .unityDashboard(.graphical100Plus))
    },
    GoldenCall(
      name: "AddUserWithHierarchy",
      operation: AddUserWithHierarchy(
        serverHostName: "sp.example.com", resellerId: "Acme", resellerName: "Acme Ltd & Sons",
        groupId: "Acme-London", groupName: "Zürich <HQ>", broadworksUserId: "jane@acme.example.com",
        userName: "Jane \"JD\" O'Neill-Müller")
    ) {
      try await $0.addUserWithHierarchy(
        serverHostName: "sp.example.com", resellerId: "Acme", resellerName: "Acme Ltd & Sons",
        groupId: "Acme-London", groupName: "Zürich <HQ>", broadworksUserId: "jane@acme.example.com",
        userName: "Jane \"JD\" O'Neill-Müller")
    },
    GoldenCall(
      name: "AddUserWithHierarchy.required-only",
      operation: AddUserWithHierarchy(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London",
        broadworksUserId: "jane@acme.example.com", userName: "Jane \"JD\" O'Neill-Müller")
    ) {
      try await $0.addUserWithHierarchy(
        serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London",
        broadworksUserId: "jane@acme.example.com", userName: "Jane \"JD\" O'Neill-Müller")
    },
    GoldenCall(
      name: "DeleteGroup",
      operation: DeleteGroup(serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London")
    ) {
      try await $0.deleteGroup(serverHostName: "sp.example.com", resellerId: "Acme", groupId: "Acme-London")
    },
    GoldenCall(
      name: "DeleteReseller", operation: DeleteReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    ) {
      try await $0.deleteReseller(serverHostName: "sp.example.com", resellerId: "Acme")
    },
    GoldenCall(
      name: "DeleteUser",
      operation: DeleteUser(serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
    ) {
      try await $0.deleteUser(serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
    },
    GoldenCall(
      name: "DeleteUserLicense",
      operation: DeleteUserLicense(
        serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
        license: .unityDashboard(.graphical100Plus))
    ) {
      try await $0.deleteUserLicense(
        serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
        license: .unityDashboard(.graphical100Plus))
    },
    GoldenCall(
      name: "DeleteUserLicenses",
      operation: DeleteUserLicenses(
        serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
    ) {
      try await $0.deleteUserLicenses(
        serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
    },
    GoldenCall(
      name: "GetUserLicenses",
      operation: GetUserLicenses(serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
    ) {
      try await $0.getUserLicenses(
        serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com"
      ).response
    },
  ]
}
