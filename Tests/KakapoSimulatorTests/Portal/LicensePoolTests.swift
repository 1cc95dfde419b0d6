import KakapoProvision
import Testing

@testable import KakapoSimulator

@Suite("License pools")
struct LicensePoolTests {
  private static let license = License.unityAgent(.standard)
  private static let pair = [("applicationName", "UnityAgent"), ("licenseType", "Standard")]
  private static let host = ("serverHostName", Caller.host)

  /// A caller and a reseller `r` with the groups `g` and `h`, two users in `g` and one in `h`.
  private struct Scene {
    let caller: Caller

    static func run(stock: Int? = nil, _ body: @escaping @Sendable (Scene) async throws -> Void) async throws
    {
      try await Caller.run { caller in
        for (group, user) in [("g", "a"), ("g", "b"), ("h", "c")] {
          try await caller.call(
            "AddUserWithHierarchy",
            [
              host, ("resellerId", "r"), ("groupId", group), ("broadworksUserId", "\(user)@x.example"),
              ("userName", user),
            ])
        }
        if let stock { try caller.portal.stock(license, quantity: stock, at: Caller.host) }
        try await body(Scene(caller: caller))
      }
    }

    @discardableResult
    func assign(_ user: String) async throws -> String? {
      try await caller.call("AddUserLicense", [host, ("broadworksUserId", "\(user)@x.example")] + pair)
        .errorMessage
    }

    func take(_ user: String) async throws -> String? {
      try await caller.call("DeleteUserLicense", [host, ("broadworksUserId", "\(user)@x.example")] + pair)
        .errorMessage
    }

    @discardableResult
    func buy(_ quantity: Int, group: String? = nil) async throws -> String? {
      let method = group == nil ? "AddResellerLicenseSubPurchase" : "AddGroupLicenseSubPurchase"
      let level = [host, ("resellerId", "r")] + (group.map { [("groupId", $0)] } ?? [])
      return try await caller.call(method, level + pair + [("quantity", "\(quantity)")]).errorMessage
    }

    var provider: PortalSnapshot.Pool? { caller.portal.snapshot.systemProviders.first?.pool[license] }
    var reseller: PortalSnapshot.Pool? {
      caller.portal.snapshot.systemProviders.first?.resellers.first?.pool[license]
    }
    func group(_ id: String) -> PortalSnapshot.Pool? {
      caller.portal.snapshot.systemProviders.first?.resellers.first?.groups.first { $0.id == id }?.pool[
        license]
    }
  }

  @Test("a provider without a stock has no limit")
  func unlimited() async throws {
    try await Scene.run { scene async throws in
      for user in ["a", "b", "c"] { #expect(try await scene.assign(user) == nil) }
      #expect(try await scene.buy(1_000_000) == nil)
    }
  }

  @Test("an exhausted provider refuses, a returned licence is free again, a repeat takes none")
  func providerPool() async throws {
    try await Scene.run(stock: 1) { scene async throws in
      #expect(try await scene.assign("a") == nil)
      #expect(try await scene.assign("a") == nil)
      #expect(scene.provider?.free == 0)
      #expect(
        try await scene.assign("b")
          == "There is no free UnityAgent Standard license in the pool of system provider im.example.com")
      #expect(try await scene.take("a") == nil)
      #expect(try await scene.assign("b") == nil)
    }
  }

  @Test("a reseller buys from the provider's pool with every repeat, while it lasts")
  func resellerBuys() async throws {
    try await Scene.run(stock: 5) { scene async throws in
      #expect(try await scene.buy(2) == nil)
      #expect(try await scene.buy(2) == nil)
      #expect(scene.reseller?.bought == 4)
      #expect(
        try await scene.buy(2) == """
          There are not enough UnityAgent Standard licenses in the pool of system provider \
          im.example.com: 2 requested, 1 available
          """)
      #expect(scene.reseller?.bought == 4 && scene.provider?.free == 1)
    }
  }

  @Test("a user's licence comes from the nearest pool that was ever filled, and from no other")
  func nearestPool() async throws {
    try await Scene.run(stock: 10) { scene async throws in
      try await scene.buy(2)
      try await scene.buy(1, group: "g")
      #expect(try await scene.assign("a") == nil)
      #expect(scene.group("g")?.free == 0)
      #expect(
        try await scene.assign("b") == "There is no free UnityAgent Standard license in the pool of group g")
      #expect(try await scene.assign("c") == nil)
      #expect(scene.reseller == PortalSnapshot.Pool(bought: 2, taken: 2))
      #expect(scene.provider == PortalSnapshot.Pool(bought: 10, taken: 2))
    }
  }

  @Test("a group can't buy more than the reseller has, unless the reseller may oversell")
  func oversell() async throws {
    try await Scene.run(stock: 5) { scene async throws in
      try await scene.buy(2)
      let refusal = """
        There are not enough UnityAgent Standard licenses in the pool of reseller r: 3 requested, 2 available
        """
      #expect(try await scene.buy(3, group: "g") == refusal)
      #expect(scene.group("g") == nil)

      try scene.caller.portal.permitOversell(by: "r", at: Caller.host)
      #expect(try await scene.buy(3, group: "g") == nil)
      #expect(scene.reseller?.free == -1)
      // The provider has three left, one of which the reseller has already sold.
      #expect(try await scene.buy(3, group: "h")?.contains("3 requested, 2 available") == true)
      #expect(try await scene.buy(2, group: "h") == nil)
      // A repeat doesn't sell licences that don't exist.
      #expect(try await scene.buy(1, group: "h")?.contains("1 requested, 0 available") == true)
      // The reseller can still buy the licences it sold, but no more.
      #expect(try await scene.buy(4)?.contains("4 requested, 3 available") == true)
      #expect(try await scene.buy(3) == nil)
      #expect(scene.reseller?.free == 0 && scene.provider?.free == 0)

      try scene.caller.portal.permitOversell(false, by: "r", at: Caller.host)
      #expect(try await scene.buy(1, group: "h")?.contains("1 requested, 0 available") == true)
    }
  }

  @Test("a negative quantity and zero are refused", arguments: [0, -1])
  func quantity(quantity: Int) async throws {
    try await Scene.run { scene async throws in
      #expect(try await scene.buy(quantity) == "quantity must be at least 1, not \(quantity)")
      #expect(try await scene.buy(quantity, group: "g") == "quantity must be at least 1, not \(quantity)")
    }
  }

  @Test("deleting returns every licence to its pool")
  func cascade() async throws {
    try await Scene.run(stock: 10) { scene async throws in
      try await scene.buy(4)
      try await scene.buy(2, group: "g")
      try await scene.assign("a")
      try await scene.assign("c")
      #expect(scene.reseller == PortalSnapshot.Pool(bought: 4, taken: 3))

      try await scene.caller.call("DeleteUser", [Self.host, ("broadworksUserId", "a@x.example")])
      #expect(scene.group("g") == PortalSnapshot.Pool(bought: 2, taken: 0))
      try await scene.caller.call("DeleteGroup", [Self.host, ("resellerId", "r"), ("groupId", "h")])
      #expect(scene.reseller == PortalSnapshot.Pool(bought: 4, taken: 2))
      try await scene.caller.call("DeleteGroup", [Self.host, ("resellerId", "r"), ("groupId", "g")])
      #expect(scene.reseller == PortalSnapshot.Pool(bought: 4, taken: 0))
      #expect(scene.caller.portal.snapshot.users.isEmpty)
      try await scene.caller.call("DeleteReseller", [Self.host, ("resellerId", "r")])
      #expect(scene.provider == PortalSnapshot.Pool(bought: 10, taken: 0))
    }
  }

  @Test("deleting a reseller deletes its groups, users, queues and portal users, and no others")
  func deleteReseller() async throws {
    try await Scene.run(stock: 10) { scene async throws in
      let caller = scene.caller
      try await caller.call(
        "AddUserWithHierarchy",
        [
          Self.host, ("resellerId", "other"), ("groupId", "g"), ("broadworksUserId", "z@x.example"),
          ("userName", "z"),
        ])
      for user in ["a", "z"] { try await scene.assign(user) }
      for (name, reseller) in [("p", "r"), ("q", "other")] {
        try await caller.call(
          "AddPortalUser",
          [
            Self.host, ("newUserResellerId", reseller), ("newUserName", name), ("newUserPassword", "p"),
            ("newUserEmail", "e"),
          ])
      }
      try await caller.call("DeleteReseller", [Self.host, ("resellerId", "r")])
      let snapshot = caller.portal.snapshot
      #expect(snapshot.users.map(\.id) == ["z@x.example"])
      #expect(snapshot.systemProviders.first?.resellers.map(\.id) == ["other"])
      #expect(snapshot.systemProviders.first?.portalUsers.map(\.name) == ["q"])
      #expect(scene.provider == PortalSnapshot.Pool(bought: 10, taken: 1))
    }
  }

  @Test("the administration refuses names that don't exist")
  func administration() throws {
    let portal = Portal()
    #expect(throws: PortalError.self) { try portal.stock(Self.license, quantity: 1, at: "nowhere") }
    #expect(throws: PortalError.self) { try portal.permitOversell(by: "r", at: "nowhere") }
    try portal.addSystemProvider(serverHostName: "h", id: "1", name: "One")
    #expect(throws: PortalError.self) { try portal.addSystemProvider(serverHostName: "h", id: "2") }
    #expect(throws: PortalError.self) { try portal.stock(Self.license, quantity: -1, at: "h") }
    try portal.stock(Self.license, quantity: 1, at: "h")
    try portal.stock(Self.license, quantity: nil, at: "h")
    #expect(portal.snapshot.systemProviders.first?.pool.isEmpty == true)
  }
}
