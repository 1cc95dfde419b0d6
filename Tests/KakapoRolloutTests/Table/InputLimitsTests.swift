import Foundation
import Testing

@testable import KakapoRollout

@Suite("The limits of an input")
struct InputLimitsTests {
  private let header = "serverHostName,resellerId,groupId,broadworksUserId,userName\n"

  @Test("stop the reading of an endless device, and the error names the limit")
  func endless() {
    let zeros = #expect(throws: RolloutInputError.self) { try RolloutInput.read(path: "/dev/zero") }
    #expect(
      zeros?.description
        == "The file begins with zeros, so it is not text. Check that it is the right file.")
    let long = #expect(throws: RolloutInputError.self) { try RolloutInput.read(path: "/dev/urandom") }
    #expect(
      long?.description
        == "The file is larger than the limit of 128 MiB. Split it, or check that it is the right file."
    )
  }

  @Test("refuse a long file before it is read")
  func sparse() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "limits-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(header.utf8).write(to: path)
    let file = try FileHandle(forWritingTo: path)
    try file.truncate(atOffset: 1 << 40)
    try file.close()
    let error = #expect(throws: RolloutInputError.self) {
      try RolloutInput.read(path: path.path(percentEncoded: false))
    }
    #expect(error?.description.contains("limit of 128 MiB") == true)
  }

  @Test("give one finding for too many cells in a row, or for a cell that is too long")
  func cells() {
    let wide = String(repeating: "x,", count: 50_000)
    #expect(RowTable.findings(wide + "\n").count == 1)
    #expect(RowTable.findings(wide).first?.contains("a row can have at most 1000 cells") == true)
    let findings = RowTable.findings(
      header + "H,R,G,a@b.c,J" + String(repeating: ",", count: 5_000) + "\nH,R,G,b,J\n")
    #expect(findings.count == 2)
    #expect(findings[0].hasPrefix("row 2: "))
    let long = String(repeating: "x", count: 200_000)
    for cell in [long, "\"\(long)\"", "\"\(long)"] {
      let findings = RowTable.findings(header + "H,R,G,a@b.c,\(cell)\n")
      #expect(findings.count == 1)
      #expect(findings[0].contains("is longer than 128 KiB, which is the limit for a cell"))
    }
  }

  @Test("end the check after a number of findings, in a table and in JSON")
  func findings() {
    let rows = (0..<3_000).map { "H,R,G,user\($0),J\n" }
    let table = RowTable.findings(header + rows.joined())
    #expect(table.count == 1_001)
    #expect(table.last?.hasPrefix("The check stopped, because there are more than 1000 problems") == true)
    let objects = (0..<3_000).map { "{\"serverHostName\":\"H\",\"broadworksUserId\":\"user\($0)\"}" }
    #expect(RowTable.findings("[" + objects.joined(separator: ",") + "]").count == 1_001)
    let empty = (0..<3_000).map { "H,,G,user\($0)@b.c,J\n" }
    #expect(RowTable.findings(header + empty.joined()).count == 1_001)
  }

  @Test("shorten a value in a finding")
  func value() throws {
    let name = String(repeating: "x", count: 5_000)
    let error = #expect(throws: RolloutInputError.self) {
      try RolloutInput.read(Array((header + "H,R,G,a@b.c,\(name)\n").utf8))
    }
    #expect(error?.findings.first?.value?.count == 1_000)
    #expect(error?.findings.first?.problem.contains("5000") == true)
  }
}
