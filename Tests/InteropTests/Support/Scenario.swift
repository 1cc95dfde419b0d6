import KakapoProvision

/// A sequence of calls of all web methods, each with its successes and refusals, over one portal.
enum Scenario {
  /// One call and how it has to end on a portal that is fresh when the scenario begins.
  struct Step: Sendable {
    let method: String
    let succeeds: Bool
    let call: @Sendable (ProvisionClient) async throws(ProvisionError) -> [HeldLicense]?

    init(
      _ method: String, succeeds: Bool,
      _ call: @escaping @Sendable (ProvisionClient) async throws(ProvisionError) -> [HeldLicense]?
    ) {
      self.method = method
      self.succeeds = succeeds
      self.call = call
    }

    /// A call whose answer says no more than whether it was carried out.
    static func done<Operation: ProvisionOperation>(_ operation: Operation) -> Step {
      Step(Operation.contract.name, succeeds: true, perform(operation))
    }

    static func refused<Operation: ProvisionOperation>(_ operation: Operation) -> Step {
      Step(Operation.contract.name, succeeds: false, perform(operation))
    }

    static func held(_ userId: String, succeeds: Bool = true) -> Step {
      Step("GetUserLicenses", succeeds: succeeds) { portal throws(ProvisionError) in
        try await portal.getUserLicenses(serverHostName: sp, broadworksUserId: userId).licenses
      }
    }

    private static func perform<Operation: ProvisionOperation>(
      _ operation: Operation
    ) -> @Sendable (ProvisionClient) async throws(ProvisionError) -> [HeldLicense]? {
      { portal throws(ProvisionError) in
        _ = try await portal.perform(operation)
        return nil
      }
    }
  }

  /// The licence of which the system provider has only ``stocked``.
  static let scarce = License.unityDashboard(.tabular100Plus)
  static let stocked = 10

  private static let sp = TestedPortal.serverHostName
  private static let reseller = "Acme & <Söhne> \"1\""
  private static let group = "Zürich 'HQ' 東京 🥝"
  private static let jane = "jane@acme.example.com"
  private static let zoe = "zoë&co@acme.example.com"

  static let steps: [Step] = hierarchy + licences + contactCenter + removal

  private static let hierarchy: [Step] = [
    .done(
      AddSystemProvider(
        newSystemProviderServerHostName: "child.example.com", newSystemProviderId: "child",
        newSystemProviderName: "Kind & Kegel")),
    .refused(
      AddSystemProvider(newSystemProviderServerHostName: "child.example.com", newSystemProviderId: "other")),
    .refused(
      AddSystemProvider(newSystemProviderServerHostName: "other.example.com", newSystemProviderId: "child")),
    .refused(AddReseller(serverHostName: "nowhere.example.com", resellerId: "r")),
    .done(AddReseller(serverHostName: sp, resellerId: reseller, resellerName: " A\tname\r\n]]> ")),
    .refused(AddReseller(serverHostName: sp, resellerId: reseller)),
    // Letter case matters.
    .done(AddReseller(serverHostName: sp, resellerId: reseller.uppercased())),
    .refused(AddGroup(serverHostName: sp, resellerId: "nobody", groupId: group)),
    .done(AddGroup(serverHostName: sp, resellerId: reseller, groupId: group, groupName: "")),
    .refused(AddGroup(serverHostName: sp, resellerId: reseller, groupId: group)),
    .done(
      AddUserWithHierarchy(
        serverHostName: sp, resellerId: "New", resellerName: "New Ltd", groupId: "New-1", groupName: "First",
        broadworksUserId: jane, userName: "Jane \"JD\" O'Neill-Müller")),
    .done(
      AddUserWithHierarchy(
        serverHostName: sp, resellerId: "New", groupId: "New-1", broadworksUserId: jane, userName: "Jane")),
    .refused(
      AddUserWithHierarchy(
        serverHostName: sp, resellerId: reseller, groupId: group, broadworksUserId: jane, userName: "Jane")),
    .done(
      AddUserWithHierarchy(
        serverHostName: sp, resellerId: reseller, groupId: group, broadworksUserId: zoe, userName: "Zoë")),
    .refused(
      AddUserWithHierarchy(
        serverHostName: "nowhere.example.com", resellerId: "r", groupId: "g", broadworksUserId: jane,
        userName: "Jane")),
  ]

  private static let licences: [Step] =
    [
      .held(jane),
      .held("nobody@acme.example.com", succeeds: false),
      .done(AddUserLicense(serverHostName: sp, broadworksUserId: jane, license: .unityDesktop(.pro))),
      .done(AddUserLicense(serverHostName: sp, broadworksUserId: jane, license: .unityDesktop(.pro))),
      .refused(
        AddUserLicense(serverHostName: sp, broadworksUserId: "nobody@b", license: .unityDesktop(.pro))),
    ]
    + License.allCases.map {
      .done(AddUserLicense(serverHostName: sp, broadworksUserId: jane, license: $0))
    } + [
      .held(jane),
      .refused(
        AddResellerLicenseSubPurchase(
          serverHostName: sp, resellerId: reseller, license: scarce, quantity: stocked)),
      .done(
        AddResellerLicenseSubPurchase(serverHostName: sp, resellerId: reseller, license: scarce, quantity: 3)),
      .refused(
        AddResellerLicenseSubPurchase(serverHostName: sp, resellerId: "nobody", license: scarce, quantity: 1)),
      .done(
        AddGroupLicenseSubPurchase(
          serverHostName: sp, resellerId: reseller, groupId: group, license: scarce, quantity: 1)),
      .refused(
        AddGroupLicenseSubPurchase(
          serverHostName: sp, resellerId: reseller, groupId: group, license: scarce, quantity: 3)),
      .refused(
        AddGroupLicenseSubPurchase(
          serverHostName: sp, resellerId: reseller, groupId: "nobody", license: scarce, quantity: 1)),
      .done(AddUserLicense(serverHostName: sp, broadworksUserId: zoe, license: scarce)),
      .held(zoe),
      .done(
        AddUserWithHierarchy(
          serverHostName: sp, resellerId: reseller, groupId: group, broadworksUserId: "second@b",
          userName: "S")),
      // The group's one licence is gone.
      .refused(AddUserLicense(serverHostName: sp, broadworksUserId: "second@b", license: scarce)),
      .done(DeleteUserLicense(serverHostName: sp, broadworksUserId: zoe, license: scarce)),
      .refused(DeleteUserLicense(serverHostName: sp, broadworksUserId: zoe, license: scarce)),
      .done(AddUserLicense(serverHostName: sp, broadworksUserId: "second@b", license: scarce)),
      .held("second@b"),
      .done(DeleteUserLicense(serverHostName: sp, broadworksUserId: jane, license: .unityMobile(.standard))),
      .held(jane),
      .done(DeleteUserLicenses(serverHostName: sp, broadworksUserId: jane)),
      .done(DeleteUserLicenses(serverHostName: sp, broadworksUserId: jane)),
      .refused(DeleteUserLicenses(serverHostName: sp, broadworksUserId: "nobody@b")),
      .held(jane),
    ]

  private static let contactCenter: [Step] = [
    .done(
      AddQueue(
        serverHostName: sp, resellerId: reseller, groupId: group, queueId: "q&1", queueName: "A < queue")),
    .refused(AddQueue(serverHostName: sp, resellerId: reseller, groupId: group, queueId: "q&1")),
    // Without a group it is another queue.
    .done(AddQueue(serverHostName: sp, resellerId: reseller, queueId: "q&1")),
    .refused(AddQueue(serverHostName: sp, resellerId: reseller, queueId: "q&1")),
    .done(
      AddMediaStream(
        serverHostName: sp, resellerId: reseller, groupId: group, queueId: "q&1", mediaStreamType: .webChat)),
    .refused(
      AddMediaStream(
        serverHostName: sp, resellerId: reseller, groupId: group, queueId: "q&1", mediaStreamType: .webChat)),
    .refused(
      AddMediaStream(serverHostName: sp, resellerId: reseller, queueId: "none", mediaStreamType: .sms)),
    .done(
      AddPortalUser(
        serverHostName: sp, newUserResellerId: reseller, newUserName: "agent", newUserPassword: " p&ss ",
        newUserEmail: "agent@acme.example.com")),
    .refused(
      AddPortalUser(
        serverHostName: sp, newUserResellerId: reseller, newUserName: "agent", newUserPassword: "p",
        newUserEmail: "agent@acme.example.com")),
    .done(
      AddPortalUser(
        serverHostName: sp, newUserResellerId: reseller, newUserGroupId: group, newUserName: "clerk",
        newUserPassword: "p", newUserEmail: "clerk@acme.example.com")),
    .refused(
      AddPortalUser(
        serverHostName: sp, newUserGroupId: group, newUserName: "lost", newUserPassword: "p",
        newUserEmail: "lost@acme.example.com")),
    .done(
      AddGroupAgentAssociation(
        serverHostName: sp, resellerId: reseller, groupId: group, portalUserName: "agent")),
    .refused(
      AddGroupAgentAssociation(
        serverHostName: sp, resellerId: reseller, groupId: group, portalUserName: "agent")),
    .refused(
      AddGroupAgentAssociation(
        serverHostName: sp, resellerId: reseller, groupId: group, portalUserName: "clerk")),
    .refused(
      AddGroupAgentAssociation(
        serverHostName: sp, resellerId: reseller, groupId: group, portalUserName: "none")),
  ]

  private static let removal: [Step] = [
    .done(DeleteUser(serverHostName: sp, broadworksUserId: jane)),
    .refused(DeleteUser(serverHostName: sp, broadworksUserId: jane)),
    .held(jane, succeeds: false),
    .done(DeleteGroup(serverHostName: sp, resellerId: reseller, groupId: group)),
    .refused(DeleteGroup(serverHostName: sp, resellerId: reseller, groupId: group)),
    .held(zoe, succeeds: false),
    .done(DeleteReseller(serverHostName: sp, resellerId: reseller)),
    .refused(DeleteReseller(serverHostName: sp, resellerId: reseller)),
    // What the reseller and its group had bought is there again.
    .done(
      AddResellerLicenseSubPurchase(
        serverHostName: sp, resellerId: "New", license: scarce, quantity: stocked)),
    .refused(
      AddResellerLicenseSubPurchase(serverHostName: sp, resellerId: "New", license: scarce, quantity: 1)),
  ]
}
