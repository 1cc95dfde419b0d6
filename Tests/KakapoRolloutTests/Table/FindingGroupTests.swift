import KakapoRollout
import TestServers
import Testing

@Suite("Findings of one cause")
struct FindingGroupTests {
  private static func findings(_ text: String) throws -> [Finding] {
    do throws(RolloutInputError) {
      _ = try RolloutInput.read(Array(text.utf8))
      return []
    } catch {
      return error.findings
    }
  }

  private static let header = "serverHostName,resellerId,groupId,broadworksUserId,userName,licenses\n"

  @Test("are told once, with their number and the first rows")
  func toldOnce() throws {
    let rows = (0..<266).map { "sp.example.com,Acme,London,user\($0),User \($0),UnityMobile/Pro\n" }.joined()
    let findings = try Self.findings(Self.header + rows)
    #expect(findings.count == 532)
    #expect(
      findings.groups.map(\.description) == [
        "266 rows (2, 3, 4, 5, 6 and 261 more), column broadworksUserId, for example: \"user0\" is not of the form "
          + "name@domain. Add the domain.",
        "266 rows (2, 3, 4, 5, 6 and 261 more), column licenses: \"UnityMobile/Pro\" names a type that UnityMobile "
          + "does not have. Write UnityMobile/Standard.",
      ])
  }

  @Test("are one group when they differ in the row that they name; others are told as they are")
  func otherRows() throws {
    let rows = ["a", "b", "a", "b", "c", "c d"].map { "sp.example.com,Acme,London,\($0)@x.example,U,\n" }
      .joined()
    let groups = try Self.findings(Self.header + rows).groups.map(\.description)
    #expect(groups.count == 2)
    #expect(
      groups.first
        == "2 rows (4 and 5), column broadworksUserId, for example: \"a@x.example\" is also the user of row 2. Keep one "
        + "of the two rows.")
    #expect(groups.last?.hasPrefix("row 7, column broadworksUserId: \"c d@x.example\"") == true)
  }

  @Test("keep every finding, each in one group, in the order of the input")
  func nothingIsLost() throws {
    var dice = Dice(seed: 5)
    for _ in 0..<200 {
      let findings = (0..<Int.random(in: 0...30, using: &dice)).map { number in
        Finding(
          ["is odd", "is also the user of row \(number)", "is missing"].randomElement(using: &dice) ?? "",
          remedy: Bool.random(using: &dice) ? "Write it." : "", row: Bool.random(using: &dice) ? number : nil,
          column: Bool.random(using: &dice) ? "userName" : nil, value: Bool.random(using: &dice) ? "x" : nil)
      }
      let groups = findings.groups
      #expect(
        groups.flatMap(\.findings).sorted { "\($0)" < "\($1)" } == findings.sorted { "\($0)" < "\($1)" })
      #expect(groups.allSatisfy { group in Set(group.findings.map(\.remedy)).count == 1 })
      #expect(
        groups.compactMap(\.findings.first)
          == findings.filter { groups.compactMap(\.findings.first).contains($0) }
          .reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }
  }
}
