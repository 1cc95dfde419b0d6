import KakapoProvision
import TestServers
import Testing

@testable import KakapoRollout

@Suite("The overview of a plan")
struct PlanOverviewTests {
  private static func row(
    _ number: Int, host: String = "sp.example.com", reseller: String = "Acme", group: String = "Acme-London",
    name: String? = "London", domain: String = "acme.example.com", licenses: [License] = [],
    state: UserRow.State = .present
  ) -> UserRow {
    UserRow(
      number: number, serverHostName: host, resellerId: reseller, resellerName: nil, groupId: group,
      groupName: name, broadworksUserId: "user\(number)@\(domain)", userName: "User \(number)",
      licenses: licenses, state: state)
  }

  private static func plan(_ rows: [UserRow], readings: [Int: PlannedRow.Reading] = [:]) -> RolloutPlan {
    RolloutPlan(
      endpoint: "https://portal.example.com/x.asmx", isPruning: true,
      rows: rows.map { PlannedRow($0, reading: readings[$0.number], isPruning: true) })
  }

  @Test("counts the users of each group, and the licences of each kind and group")
  func counts() throws {
    let pro = License.unityDesktop(.pro), mobile = License.unityMobile(.standard)
    let overview = Self.plan(
      [
        Self.row(2, licenses: [mobile, pro]), Self.row(3, licenses: [pro]),
        Self.row(4, group: "Acme-Leeds", name: "Leeds", licenses: [pro]), Self.row(5, state: .absent),
        Self.row(6, licenses: [mobile]),
      ],
      readings: [
        5: .holding([pro.pair, LicensePair(applicationName: "UnityNew", licenseType: "X")]),
        6: .holding([pro.pair]),
      ]
    ).overview
    #expect(overview.groups.map(\.groupId) == ["Acme-London", "Acme-Leeds"])
    #expect(overview.groups.map { [$0.users, $0.addedUsers, $0.deletedUsers] } == [[3, 2, 1], [1, 1, 0]])
    #expect(overview.groups.map(\.groupName) == ["London", "Leeds"])
    #expect(
      overview.groups.map { $0.licenses.map { "\($0.license.text) \($0.assigned) \($0.takenAway)" } } == [
        ["UnityDesktop/Pro 2 2", "UnityMobile/Standard 2 0", "UnityNew/X 0 1"], ["UnityDesktop/Pro 1 0"],
      ])
    #expect(overview.warnings == [])
  }

  /// 20 ordinary rows and one that differs.
  private static func warnings(_ odd: UserRow) -> [String] {
    plan((2...21).map { row($0) } + [odd]).overview.warnings.map(\.description)
  }

  @Test("warns of names that look misspelled")
  func misspelled() {
    for (odd, warning) in [
      (
        Self.row(30, group: "Acme-Lodnon"),
        "row 30, column groupId: \"Acme-Lodnon\" is a group with one user. Did you mean Acme-London, which has 20?"
      ),
      (
        Self.row(30, reseller: "Acne"),
        "row 30, column resellerId: \"Acne\" is a reseller with one user. Did you mean Acme, which has 20?"
      ),
      (
        Self.row(30, host: "sp.exmaple.com"),
        "row 30, column serverHostName: \"sp.exmaple.com\" is a host that no other row has. Did you mean sp.example.com, which has 20?"
      ),
      (
        Self.row(30, host: "portal.other.net"),
        "row 30, column serverHostName: \"portal.other.net\" is a host that no other row has. Check that it is a server of yours."
      ),
      (
        Self.row(30, domain: "acme.exmple.com"),
        "row 30, column broadworksUserId: \"acme.exmple.com\" is a domain that no other user has. Did you mean acme.example.com, which has 20?"
      ),
      (
        Self.row(30, name: "Londn"),
        "row 30, column groupName: \"Londn\" is another name for Acme-London, which is \"London\" in row 2. It isn't known which of the two the portal keeps."
      ),
    ] {
      #expect(Self.warnings(odd) == [warning])
    }
  }

  @Test(
    "does not warn of names that differ in a number or a short word, of rare names alike, or of users to delete"
  )
  func different() {
    for (usual, other) in [
      ("Site-1", "Site-2"), ("Site 9", "Site 10"), ("Floor10", "Floor11"), ("Acme-UK", "Acme-US"),
      ("HR", "PR"),
      ("Team A", "Team B"), ("2025", "2026"), ("London", "London2"), ("HQ", "HQ2"), ("Team", "TeamA"),
    ] {
      let rows = (2...21).map { Self.row($0, group: usual) } + [Self.row(30, group: other)]
      #expect(Self.plan(rows).overview.warnings == [], "\(usual) and \(other)")
    }
    #expect(Self.warnings(Self.row(30, domain: "ACME.example.com")) == [])
    // A group with a few users doesn't show that the other is misspelled.
    let few = (2...5).map { Self.row($0) } + [Self.row(30, group: "Acme-Lodnon")]
    #expect(Self.plan(few).overview.warnings == [])
    #expect(Self.warnings(Self.row(30, group: "Acme-Lodnon", state: .absent)) == [])
    #expect(Self.warnings(Self.row(30, group: "Acme-Paris", name: "Paris")) == [])
  }

  @Test("takes names and row numbers from users to be present")
  func onlyPresent() {
    let rows =
      [
        Self.row(2, group: "Acme-Lodnon", state: .absent), Self.row(3, name: "Old", state: .absent),
        Self.row(4, name: nil),
      ]
      + (5...20).map { Self.row($0) } + [Self.row(23, group: "Acme-Lodnon"), Self.row(24, name: "Londn")]
    let overview = Self.plan(rows).overview
    #expect(overview.groups.first { $0.groupId == "Acme-London" }?.groupName == "London")
    #expect(
      overview.warnings.map(\.description) == [
        "row 23, column groupId: \"Acme-Lodnon\" is a group with one user. Did you mean Acme-London, which has 18?",
        "row 24, column groupName: \"Londn\" is another name for Acme-London, which is \"London\" in row 5. It isn't known which of the two the portal keeps.",
      ])
  }

  /// Puts one typing error at a time into names, and looks whether the warning is there.
  @Test("finds every typing error in a long word, and names the group that was meant")
  func everyTypingError() {
    var dice = Dice(seed: 11)
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    var missed: [String] = []
    for _ in 0..<400 {
      let name = (0..<Int.random(in: 5...12, using: &dice)).map { _ in
        letters.randomElement(using: &dice) ?? "a"
      }
      var wrong = name
      let place = Int.random(in: 0..<name.count - 1, using: &dice)
      switch Int.random(in: 0..<4, using: &dice) {
      case 0: wrong.remove(at: place)
      case 1: wrong.insert(letters.randomElement(using: &dice) ?? "a", at: place)
      case 2: wrong[place] = letters.randomElement(using: &dice) ?? "a"
      default: wrong.swapAt(place, place + 1)
      }
      guard wrong != name else { continue }
      let rows = (2...9).map { Self.row($0, group: String(name)) } + [Self.row(30, group: String(wrong))]
      let found = Self.plan(rows).overview.warnings
      if found.count != 1 || found.first?.remedy.contains(String(name)) != true {
        missed.append("\(String(name)) as \(String(wrong)): \(found)")
      }
    }
    #expect(missed == [])
  }
}
