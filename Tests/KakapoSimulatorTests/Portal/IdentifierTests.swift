import KakapoProvision
import Testing

@testable import KakapoSimulator

/// Unicode has two spellings of an accented letter; for the portal they are two names, as its documentation says.
@Suite struct IdentifierTests {
  private static let composed = "Z\u{FC}rich"
  private static let decomposed = "Zu\u{308}rich"

  private func add(_ caller: Caller, group: String, user: String, reseller: String = "r") async throws
    -> String?
  {
    try await caller.call(
      "AddUserWithHierarchy",
      [
        ("serverHostName", Caller.host), ("resellerId", reseller), ("groupId", group),
        ("broadworksUserId", "\(user)@x.example"), ("userName", "X"),
      ]
    ).errorMessage
  }

  @Test func groupsAndUsersInOtherCodePointsAreOthers() async throws {
    try await Caller.run { caller async throws in
      #expect(Self.composed == Self.decomposed)
      #expect(try await add(caller, group: Self.composed, user: Self.composed) == nil)
      #expect(try await add(caller, group: Self.decomposed, user: Self.decomposed) == nil)
      // The user is in the group with the other spelling.
      #expect(
        try await add(caller, group: Self.decomposed, user: Self.composed)?.contains("already exists") == true
      )
      let reseller = try #require(caller.portal.snapshot.systemProviders.first?.resellers.first)
      #expect(reseller.groups.map { Array($0.id.unicodeScalars).count }.sorted() == [6, 7])
      #expect(reseller.groups.map(\.users.count) == [1, 1])

      let gone = try await caller.call(
        "DeleteGroup",
        [("serverHostName", Caller.host), ("resellerId", "r"), ("groupId", Self.composed)])
      #expect(gone.errorMessage == nil)
      #expect(caller.portal.snapshot.user("\(Self.composed)@x.example") == nil)
      #expect(caller.portal.snapshot.user("\(Self.decomposed)@x.example") != nil)
    }
  }

  @Test func resellersInOtherCodePointsAreOthers() async throws {
    try await Caller.run { caller async throws in
      #expect(try await add(caller, group: "g", user: "a", reseller: Self.composed) == nil)
      #expect(try await add(caller, group: "g", user: "b", reseller: Self.decomposed) == nil)
      #expect(caller.portal.snapshot.systemProviders.first?.resellers.map(\.groups.count) == [1, 1])
      #expect(caller.portal.snapshot.users.count == 2)
    }
  }
}
