import KakapoRollout
import Testing

@Suite("The template")
struct RolloutTemplateTests {
  @Test("has all columns and no faults")
  func clean() throws {
    let input = try RolloutInput.read(Array(RolloutTemplate.csv(serverHostName: "portal, \"1\"").utf8))
    #expect(input.rows.count == 3)
    #expect(input.rows.allSatisfy { $0.serverHostName == "portal, \"1\"" })
    #expect(input.format == InputFormat())
    #expect(Set(input.rows.map(\.state)) == [.present, .absent])
  }
}
