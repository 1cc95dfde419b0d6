import KakapoRollout
import Testing

@Suite("A large input")
struct LargeInputTests {
  @Test("is read as a whole, and a fault in its last row is found")
  func manyRows() throws {
    var text = RowTable.header + "\n"
    for number in 0..<20_000 { text += RowTable.row(user: "user\(number)@acme.example.com") + "\n" }
    #expect(try RolloutInput.read(Array(text.utf8)).rows.count == 20_000)
    text += RowTable.row(user: "user0@acme.example.com") + "\n"
    #expect(
      RowTable.findings(text) == [
        "row 20002, column broadworksUserId: \"user0@acme.example.com\" is also the user of row 2. Keep one of the two rows."
      ])
  }
}
