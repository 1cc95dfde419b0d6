import KakapoRollout
import Testing

@Suite("A file with 25 planted faults")
struct PlantedFaultsTests {
  @Test("gives exactly the 25 reviewed findings")
  func findings() throws {
    let bytes = try RolloutFixture.bytes("planted-faults.csv")
    let error = try #require(throws: RolloutInputError.self) { try RolloutInput.read(bytes) }
    let reviewed = String(decoding: try RolloutFixture.bytes("planted-faults.txt"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    #expect(reviewed.count == 25)
    #expect(error.findings.map(\.description) == reviewed)
  }
}
