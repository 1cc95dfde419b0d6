import KakapoProvision
import Testing
import XMLCore

@testable import KakapoSimulator

@Suite("The web methods")
struct MethodTests {
  private static let host = ("serverHostName", Caller.host)
  private static let reseller = [host, ("resellerId", "ent1")]
  private static let group = reseller + [("groupId", "g1")]
  private static let user = [host, ("broadworksUserId", "ann@example.com")]
  private static let license = [("applicationName", "UnityDesktop"), ("licenseType", "Pro")]
  private static let hierarchy =
    group + [("resellerName", "Ent"), ("groupName", "Grp"), user[1], ("userName", "Ann Other")]
  private static let portalUser =
    reseller.prefix(1) + [
      ("newUserResellerId", "ent1"), ("newUserName", "admin"), ("newUserPassword", "S3cret!"),
      ("newUserEmail", "a@b.example"),
    ]

  private static func withUser(_ body: @escaping @Sendable (Caller) async throws -> Void) async throws {
    try await Caller.run { caller in
      #expect(try await caller.call("AddUserWithHierarchy", hierarchy).errorMessage == nil)
      try await body(caller)
    }
  }

  /// Calls a method twice: the first call succeeds, the second is refused with a message.
  private static func twice(
    _ method: String, _ parameters: [(String, String)], then message: String
  ) async throws {
    try await withUser { caller in
      let first = try await caller.call(method, parameters)
      #expect(first.success && first.errorMessage == nil, "\(first.errorMessage ?? "")")
      let before = caller.portal.snapshot
      let second = try await caller.call(method, parameters)
      #expect(second.response.status == 200)
      #expect(!second.success)
      #expect(second.errorMessage == message)
      #expect(caller.portal.snapshot == before)
    }
  }

  @Test("AddSystemProvider")
  func addSystemProvider() async throws {
    try await Self.twice(
      "AddSystemProvider",
      [("newSystemProviderServerHostName", "im2.example.com"), ("newSystemProviderId", "two")],
      then: "System provider im2.example.com already exists")
  }

  @Test("AddReseller")
  func addReseller() async throws {
    try await Self.twice(
      "AddReseller", [Self.host, ("resellerId", "ent2"), ("resellerName", "Second")],
      then: "Reseller ent2 already exists at im.example.com")
  }

  @Test("AddGroup")
  func addGroup() async throws {
    try await Self.twice(
      "AddGroup", Self.reseller + [("groupId", "g2")], then: "Group g2 already exists in reseller ent1")
  }

  @Test("AddUserWithHierarchy creates the missing levels; a repeat succeeds and changes nothing")
  func addUserWithHierarchy() async throws {
    try await Self.withUser { caller in
      let before = caller.portal.snapshot
      let user = try #require(before.user("ann@example.com"))
      #expect(user.userName == "Ann Other" && user.licenses.isEmpty)
      #expect(before.systemProviders.first?.resellers.first?.name == "Ent")
      #expect(before.systemProviders.first?.resellers.first?.groups.first?.name == "Grp")

      let renamed = Self.hierarchy.map {
        ($0.0, $0.0.hasSuffix("Name") && $0.0 != "serverHostName" ? "New" : $0.1)
      }
      let second = try await caller.call("AddUserWithHierarchy", renamed)
      #expect(second.success && second.errorMessage == nil)
      #expect(caller.portal.snapshot == before)
    }
  }

  @Test("AddUserWithHierarchy refuses a user that exists in another group, and creates nothing")
  func userElsewhere() async throws {
    try await Self.withUser { caller in
      let before = caller.portal.snapshot
      let moved = Self.hierarchy.map { ($0.0, $0.0 == "groupId" ? "g9" : $0.1) }
      let answer = try await caller.call("AddUserWithHierarchy", moved)
      #expect(
        answer.errorMessage == "User ann@example.com already exists in group g1 of reseller ent1")
      #expect(caller.portal.snapshot == before)
    }
  }

  @Test("AddUserLicense: a repeat keeps the licence and succeeds")
  func addUserLicense() async throws {
    try await Self.withUser { caller in
      for _ in 0..<2 {
        let answer = try await caller.call("AddUserLicense", Self.user + Self.license)
        #expect(answer.success && answer.errorMessage == nil)
        #expect(caller.portal.snapshot.user("ann@example.com")?.licenses == [.unityDesktop(.pro)])
      }
      let unknown = [Self.host, ("broadworksUserId", "nobody@example.com")] + Self.license
      let refused = try await caller.call("AddUserLicense", unknown)
      #expect(refused.errorMessage == "User nobody@example.com does not exist at im.example.com")
    }
  }

  @Test("a licence pair that isn't in the table is refused, even if only letter case differs")
  func unknownLicense() async throws {
    try await Self.withUser { caller in
      for (application, type) in [("UnityDesktop", "Gold"), ("UnityDesktop", "pro"), ("UnityMobile", "Pro")] {
        let parameters = Self.user + [("applicationName", application), ("licenseType", type)]
        for method in ["AddUserLicense", "DeleteUserLicense"] {
          let answer = try await caller.call(method, parameters)
          #expect(
            answer.errorMessage
              == "The combination of application \(application) and license type \(type) does not exist")
        }
      }
    }
  }

  @Test("DeleteUserLicense: a licence that the user doesn't hold is refused")
  func deleteUserLicense() async throws {
    try await Self.withUser { caller in
      try await caller.call("AddUserLicense", Self.user + Self.license)
      let first = try await caller.call("DeleteUserLicense", Self.user + Self.license)
      #expect(first.success)
      #expect(caller.portal.snapshot.user("ann@example.com")?.licenses == [])
      let second = try await caller.call("DeleteUserLicense", Self.user + Self.license)
      #expect(second.errorMessage == "User ann@example.com does not hold the license UnityDesktop Pro")
    }
  }

  @Test("DeleteUserLicenses deletes all; a user without licences isn't an error, an unknown user is")
  func deleteUserLicenses() async throws {
    try await Self.withUser { caller in
      try await caller.call("AddUserLicense", Self.user + Self.license)
      try await caller.call(
        "AddUserLicense", Self.user + [("applicationName", "UnityMobile"), ("licenseType", "Standard")])
      for _ in 0..<2 {
        let answer = try await caller.call("DeleteUserLicenses", Self.user)
        #expect(answer.success)
        #expect(caller.portal.snapshot.user("ann@example.com")?.licenses == [])
      }
      let refused = try await caller.call(
        "DeleteUserLicenses", [Self.host, ("broadworksUserId", "x@example.com")])
      #expect(!refused.success)
    }
  }

  @Test("GetUserLicenses lists them in the table's order; an unknown user is refused")
  func getUserLicenses() async throws {
    try await Self.withUser { caller in
      for license in [License.unityMobile(.standard), .unityAgent(.anywhere), .unityDesktop(.enterprise)] {
        try await caller.call(
          "AddUserLicense",
          Self.user + [("applicationName", license.applicationName), ("licenseType", license.licenseType)])
      }
      let answer = try await caller.call("GetUserLicenses", Self.user)
      #expect(answer.licenses == ["UnityDesktop Enterprise", "UnityAgent Anywhere", "UnityMobile Standard"])
      let refused = try await caller.call(
        "GetUserLicenses", [Self.host, ("broadworksUserId", "ANN@example.com")])
      #expect(!refused.success && refused.licenses.isEmpty)
      #expect(refused.result.child("licenses") == nil)
    }
  }

  @Test("DeleteUser")
  func deleteUser() async throws {
    try await Self.twice(
      "DeleteUser", Self.user, then: "User ann@example.com does not exist at im.example.com")
  }

  @Test("DeleteGroup")
  func deleteGroup() async throws {
    try await Self.twice("DeleteGroup", Self.group, then: "Group g1 does not exist in reseller ent1")
  }

  @Test("DeleteReseller")
  func deleteReseller() async throws {
    try await Self.twice(
      "DeleteReseller", Self.reseller, then: "Reseller ent1 does not exist at im.example.com")
  }

  @Test("AddPortalUser")
  func addPortalUser() async throws {
    try await Self.twice(
      "AddPortalUser", Array(Self.portalUser), then: "Portal user admin already exists at im.example.com")
  }

  @Test("AddPortalUser with a blank group is at reseller level, without a reseller at provider level")
  func portalUserLevels() async throws {
    try await Self.withUser { caller in
      @discardableResult
      func add(_ name: String, _ level: [(String, String)]) async throws -> Answer {
        try await caller.call(
          "AddPortalUser",
          [Self.host, ("newUserName", name), ("newUserPassword", "p"), ("newUserEmail", "e")] + level)
      }
      try await add("a", [])
      try await add("b", [("newUserResellerId", "ent1"), ("newUserGroupId", "")])
      try await add("c", [("newUserResellerId", "ent1"), ("newUserGroupId", "g1")])
      let users = caller.portal.snapshot.systemProviders.first?.portalUsers ?? []
      #expect(users.map(\.name) == ["a", "b", "c"])
      #expect(users.map(\.resellerId) == [nil, "ent1", "ent1"])
      #expect(users.map(\.groupId) == [nil, nil, "g1"])
      let refused = try await add("d", [("newUserGroupId", "g1")])
      #expect(refused.errorMessage == "newUserResellerId is mandatory for a portal user of group g1")
      let unknown = try await add("e", [("newUserResellerId", "ent9")])
      #expect(unknown.errorMessage == "Reseller ent9 does not exist at im.example.com")
    }
  }

  @Test("AddGroupAgentAssociation needs a portal user at reseller level")
  func addGroupAgentAssociation() async throws {
    let parameters = Self.group + [("portalUserName", "admin")]
    try await Self.withUser { caller in
      let missing = try await caller.call("AddGroupAgentAssociation", parameters)
      #expect(missing.errorMessage == "Portal user admin does not exist at im.example.com")

      try await caller.call("AddPortalUser", Array(Self.portalUser))
      let first = try await caller.call("AddGroupAgentAssociation", parameters)
      #expect(first.success)
      #expect(
        caller.portal.snapshot.systemProviders.first?.resellers.first?.groups.first?.agents == ["admin"])
      let second = try await caller.call("AddGroupAgentAssociation", parameters)
      #expect(second.errorMessage == "Portal user admin is already an agent of group g1")

      let grouped = Self.portalUser.map { ($0.0, $0.1 == "admin" ? "low" : $0.1) }
      try await caller.call("AddPortalUser", grouped + [("newUserGroupId", "g1")])
      let low = try await caller.call("AddGroupAgentAssociation", Self.group + [("portalUserName", "low")])
      #expect(low.errorMessage == "Portal user low does not exist at the level of reseller ent1")
    }
  }

  @Test("AddQueue at either level", arguments: [(reseller, "reseller ent1"), (group, "group g1")])
  func addQueue(level: [(String, String)], owner: String) async throws {
    try await Self.twice(
      "AddQueue", level + [("queueId", "q1"), ("queueName", "Sales")],
      then: "Queue q1 already exists in \(owner)")
  }

  @Test("AddMediaStream needs the queue at its level")
  func addMediaStream() async throws {
    try await Self.withUser { caller in
      let stream = [("queueId", "q1"), ("mediaStreamType", "WebChat")]
      try await caller.call("AddQueue", Self.group + [("queueId", "q1")])
      let elsewhere = try await caller.call("AddMediaStream", Self.reseller + stream)
      #expect(elsewhere.errorMessage == "Queue q1 does not exist in reseller ent1")
      let first = try await caller.call("AddMediaStream", Self.group + stream)
      #expect(first.success)
      let second = try await caller.call("AddMediaStream", Self.group + stream)
      #expect(second.errorMessage == "Queue q1 already has a media stream of type WebChat")
      let unlisted = try await caller.call(
        "AddMediaStream", Self.group + [("queueId", "q1"), ("mediaStreamType", "Telegram")])
      #expect(unlisted.success)
      let queue = caller.portal.snapshot.systemProviders.first?.resellers.first?.groups.first?.queues.first
      #expect(queue?.mediaStreams == ["Telegram", "WebChat"])
    }
  }

  @Test(
    "every mandatory parameter, missing or empty, is refused by name",
    arguments: Contract.builtIn.operations.map(\.name))
  func mandatory(method: String) async throws {
    let operation = try #require(Contract.builtIn.operation(named: method))
    let values = ["applicationName": "UnityMobile", "licenseType": "Standard", "quantity": "1"]
    let complete = operation.parameters.map { ($0.name, values[$0.name] ?? "x") }
    try await Caller.run { caller in
      let before = caller.portal.snapshot
      for parameter in operation.parameters where parameter.isRequired {
        let rest = complete.filter { $0.0 != parameter.name }
        let empty = parameter.schemaType == "int" ? [] : [rest + [(parameter.name, "")]]
        for parameters in [rest] + empty {
          let answer = try await caller.call(method, parameters)
          #expect(!answer.success)
          // The system provider x doesn't exist either, but a number is checked before the provider.
          if parameter.schemaType != "int" {
            #expect(answer.errorMessage == "\(parameter.name) is mandatory")
          } else {
            #expect(answer.errorMessage == "quantity must be at least 1, not 0")
          }
        }
      }
      #expect(caller.portal.snapshot == before)
    }
  }

  @Test(
    "an unknown system provider is named",
    arguments: Contract.builtIn.operations.map(\.name).filter { $0 != "AddSystemProvider" })
  func unknownSystemProvider(method: String) async throws {
    let operation = try #require(Contract.builtIn.operation(named: method))
    let values = ["applicationName": "UnityMobile", "licenseType": "Standard", "quantity": "1"]
    try await Caller.run { caller in
      let answer = try await caller.call(
        method, operation.parameters.map { ($0.name, values[$0.name] ?? "IM.example.com") })
      #expect(!answer.success)
      #expect(answer.errorMessage == "System provider IM.example.com does not exist")
    }
  }
}
