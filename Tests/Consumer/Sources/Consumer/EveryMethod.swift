import KakapoProvision

// Compiled and never run: whatever would break a user's build breaks this one. A name, a label, the order of the
// labels, a default, a type or the thrown error that changes is seen here.

/// Calls every method with all its parameters.
func callWithAllParameters(
  _ portal: ProvisionClient
) async throws(ProvisionError) -> ([ProvisionResponse], UserLicenses) {
  let responses: [ProvisionResponse] = [
    try await portal.addSystemProvider(
      newSystemProviderServerHostName: "sp.example.com", newSystemProviderId: "sp",
      newSystemProviderName: "Provider"),
    try await portal.addReseller(
      serverHostName: "sp.example.com", resellerId: "Acme", resellerName: "Acme Ltd"),
    try await portal.addGroup(
      serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London", groupName: "Acme London"),
    try await portal.addUserWithHierarchy(
      serverHostName: "sp.example.com", resellerId: "Acme", resellerName: "Acme Ltd", groupId: "London",
      groupName: "Acme London", broadworksUserId: "jane@acme.example.com", userName: "Jane Doe"),
    try await portal.addResellerLicenseSubPurchase(
      serverHostName: "sp.example.com", resellerId: "Acme", license: .unityDesktop(.pro), quantity: 5),
    try await portal.addGroupLicenseSubPurchase(
      serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London",
      license: .unityDashboard(.graphical100Plus), quantity: 5),
    try await portal.addUserLicense(
      serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
      license: .unityMobile(.standard)),
    try await portal.deleteUserLicense(
      serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
      license: .unityMobile(.standard)),
    try await portal.deleteUserLicenses(
      serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com"),
    try await portal.addQueue(
      serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London", queueId: "sales",
      queueName: "Sales"),
    try await portal.addMediaStream(
      serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London", queueId: "sales",
      mediaStreamType: .webChat),
    try await portal.addPortalUser(
      serverHostName: "sp.example.com", newUserResellerId: "Acme", newUserGroupId: "London",
      newUserName: "agent", newUserPassword: "secret", newUserEmail: "agent@acme.example.com"),
    try await portal.addGroupAgentAssociation(
      serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London", portalUserName: "agent"),
    try await portal.deleteUser(serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com"),
    try await portal.deleteGroup(serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London"),
    try await portal.deleteReseller(serverHostName: "sp.example.com", resellerId: "Acme"),
  ]
  let held: UserLicenses = try await portal.getUserLicenses(
    serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
  return (responses, held)
}

/// Calls every method that has optional parameters without them, and lets the answer go.
func callWithRequiredParameters(_ portal: ProvisionClient) async throws(ProvisionError) {
  try await portal.addSystemProvider(
    newSystemProviderServerHostName: "sp.example.com", newSystemProviderId: "sp")
  try await portal.addReseller(serverHostName: "sp.example.com", resellerId: "Acme")
  try await portal.addGroup(serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London")
  try await portal.addUserWithHierarchy(
    serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London",
    broadworksUserId: "jane@acme.example.com", userName: "Jane Doe")
  try await portal.addQueue(serverHostName: "sp.example.com", resellerId: "Acme", queueId: "sales")
  try await portal.addMediaStream(
    serverHostName: "sp.example.com", resellerId: "Acme", queueId: "sales",
    mediaStreamType: MediaStreamType(rawValue: "Fax"))
  try await portal.addPortalUser(
    serverHostName: "sp.example.com", newUserName: "agent", newUserPassword: "secret",
    newUserEmail: "agent@acme.example.com")

  // These have required parameters only.
  try await portal.addResellerLicenseSubPurchase(
    serverHostName: "sp.example.com", resellerId: "Acme", license: .unityAgent(.anywhere), quantity: 1)
  try await portal.addGroupLicenseSubPurchase(
    serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London", license: .unityAgent(.anywhere),
    quantity: 1)
  try await portal.addUserLicense(
    serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
    license: License(applicationName: "UnityDesktop", licenseType: "Pro"))
  try await portal.deleteUserLicense(
    serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com",
    license: .unityAgent(.anywhere))
  try await portal.deleteUserLicenses(
    serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
  try await portal.addGroupAgentAssociation(
    serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London", portalUserName: "agent")
  try await portal.deleteUser(serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com")
  try await portal.deleteGroup(serverHostName: "sp.example.com", resellerId: "Acme", groupId: "London")
  try await portal.deleteReseller(serverHostName: "sp.example.com", resellerId: "Acme")
  for license in try await portal.getUserLicenses(
    serverHostName: "sp.example.com", broadworksUserId: "jane@acme.example.com"
  ).licenses {
    print(license.pair.applicationName, license.license ?? .unityDesktop(.pro))
  }
}

/// Names every method, so that a parameter more is seen too, even one with a default.
func nameEveryMethod(_ portal: ProvisionClient) -> [Any] {
  typealias Answer = ProvisionResponse
  typealias Two = (String, String) async throws(ProvisionError) -> Answer
  typealias Three = (String, String, String) async throws(ProvisionError) -> Answer
  let addSystemProvider: (String, String, String?) async throws(ProvisionError) -> Answer =
    portal.addSystemProvider(
      newSystemProviderServerHostName:newSystemProviderId:newSystemProviderName:)
  let addReseller: (String, String, String?) async throws(ProvisionError) -> Answer =
    portal.addReseller(serverHostName:resellerId:resellerName:)
  let addGroup: (String, String, String, String?) async throws(ProvisionError) -> Answer =
    portal.addGroup(serverHostName:resellerId:groupId:groupName:)
  let addUserWithHierarchy:
    (String, String, String?, String, String?, String, String) async throws(ProvisionError) -> Answer =
      portal.addUserWithHierarchy(
        serverHostName:resellerId:resellerName:groupId:groupName:broadworksUserId:userName:)
  let addResellerLicenses: (String, String, License, Int) async throws(ProvisionError) -> Answer =
    portal.addResellerLicenseSubPurchase(serverHostName:resellerId:license:quantity:)
  let addGroupLicenses: (String, String, String, License, Int) async throws(ProvisionError) -> Answer =
    portal.addGroupLicenseSubPurchase(serverHostName:resellerId:groupId:license:quantity:)
  let addUserLicense: (String, String, License) async throws(ProvisionError) -> Answer =
    portal.addUserLicense(serverHostName:broadworksUserId:license:)
  let deleteUserLicense: (String, String, License) async throws(ProvisionError) -> Answer =
    portal.deleteUserLicense(serverHostName:broadworksUserId:license:)
  let deleteUserLicenses: Two = portal.deleteUserLicenses(serverHostName:broadworksUserId:)
  let addQueue: (String, String, String?, String, String?) async throws(ProvisionError) -> Answer =
    portal.addQueue(serverHostName:resellerId:groupId:queueId:queueName:)
  let addMediaStream:
    (String, String, String?, String, MediaStreamType) async throws(ProvisionError) -> Answer =
      portal.addMediaStream(serverHostName:resellerId:groupId:queueId:mediaStreamType:)
  let addPortalUser:
    (String, String?, String?, String, String, String) async throws(ProvisionError) -> Answer =
      portal.addPortalUser(
        serverHostName:newUserResellerId:newUserGroupId:newUserName:newUserPassword:newUserEmail:)
  let addAgent: (String, String, String, String) async throws(ProvisionError) -> Answer =
    portal.addGroupAgentAssociation(serverHostName:resellerId:groupId:portalUserName:)
  let deleteUser: Two = portal.deleteUser(serverHostName:broadworksUserId:)
  let deleteGroup: Three = portal.deleteGroup(serverHostName:resellerId:groupId:)
  let deleteReseller: Two = portal.deleteReseller(serverHostName:resellerId:)
  let getUserLicenses: (String, String) async throws(ProvisionError) -> UserLicenses =
    portal.getUserLicenses(serverHostName:broadworksUserId:)
  return [
    addSystemProvider, addReseller, addGroup, addUserWithHierarchy, addResellerLicenses, addGroupLicenses,
    addUserLicense, deleteUserLicense, deleteUserLicenses, addQueue, addMediaStream, addPortalUser, addAgent,
    deleteUser, deleteGroup, deleteReseller, getUserLicenses,
  ]
}
