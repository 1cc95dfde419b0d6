import Foundation
import KakapoRollout
import KakapoRolloutFiles
import Testing

@Suite("A workbook of another program")
struct FixtureWorkbookTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Fixtures/Spreadsheets")

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Self.folder.appending(path: name)))
  }

  @Test(
    "shows the cells of the table beside it",
    arguments: ["export", "export-libreoffice", "libreoffice", "openpyxl-rich", "xlsxwriter"])
  func cells(name: String) throws {
    let book = try InputSurvey.ofFile(try bytes(name + ".xlsx"))
    let table = try InputSurvey.ofFile(try bytes(name + ".csv"))
    #expect(book.columns == table.columns)
    #expect(book.rows == table.rows)
    #expect(book.format.sheet == "Staff")
    #expect(book.format.otherSheets == ["Notes"])
  }

  @Test("gives the same rollout as the table beside it", arguments: ["export", "export-libreoffice"])
  func rollout(name: String) throws {
    let mapping = try InputMapping(yaml: try bytes("export.map.yaml"))
    let options = ReadingOptions(mapping: mapping)
    let book = try RolloutInput.readFile(try bytes(name + ".xlsx"), options: options)
    let table = try RolloutInput.readFile(try bytes(name + ".csv"), options: options)
    #expect(book.rows == table.rows)
    #expect(book.digest == table.digest)
    #expect(book.rows.count == 60)
  }

  @Test("that is changed anywhere ends in rows or findings")
  func mutations() throws {
    let whole = try bytes("export-libreoffice.xlsx")
    let mapping = try InputMapping(yaml: try bytes("export.map.yaml"))
    var generator = SplitMix(seed: 17)
    for _ in 0..<1_000 {
      var changed = whole
      for _ in 0...Int.random(in: 0...2, using: &generator) {
        changed[Int.random(in: 0..<changed.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      // A changed bit of a part is found by its checksum; only what the directory tells of dates and the like may change.
      if let input = try? RolloutInput.readFile(changed, options: ReadingOptions(mapping: mapping)) {
        #expect(input.rows.count == 60)
      }
    }
  }
}
