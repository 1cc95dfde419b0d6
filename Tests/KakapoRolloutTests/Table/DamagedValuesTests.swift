import TestServers
import Testing

@testable import KakapoRollout

@Suite("Damage by spreadsheets, programs and conversions")
struct DamagedValuesTests {
  @Test("is found in each of these values, with the probable original")
  func damaged() throws {
    let text = String(decoding: try RolloutFixture.bytes("damaged.tsv"), as: UTF8.self)
    let lines = text.unicodeScalars.split(separator: "\n").dropFirst()
    #expect(lines.count > 300)
    for line in lines {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
      let findings = RowTable.findings(in: [cells[0]: cells[1]])
      #expect(findings.count == 1, "\(cells): \(findings)")
      #expect(findings.first?.hasPrefix("row 2, column \(cells[0]): ") == true, "\(cells)")
      #expect(findings.first?.contains(cells[2]) == true, "\(cells): \(findings)")
    }
  }

  @Test("isn't found in genuine names and identifiers of many languages")
  func genuine() throws {
    let bytes = try RolloutFixture.bytes("genuine.csv")
    #expect(RowTable.findings(bytes) == [])
    #expect(try RolloutInput.read(bytes).rows.count > 500)
  }

  @Test("isn't found in any value that counts as ordinary")
  func ordinary() {
    let pieces = [
      "a", "Z", "n", "nan", "NULL", "None", "undefined", "May", "mar", "0", "7", "1207", ".", "-", "_", "'",
      " ",
      "@", "+", "=", "#", ":", "e", "E", "/", ",", "(", "\u{E9}", "mailto", "x.example", "FALSE", "nil",
    ]
    var numbers = Dice(seed: 20_240_305)
    var ordinary = 0
    for _ in 0..<20_000 {
      let value = (0..<Int.random(in: 1...5, using: &numbers))
        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &numbers)] }.joined()
      for field in [RowField.groupId, .userName, .broadworksUserId]
      where OrdinaryText.holds(value, in: field) {
        ordinary += 1
        #expect(CellCheck.check(value, of: field).faults == [], "\(value) in \(field)")
      }
    }
    #expect(ordinary > 500)
  }

  @Test("is found in every name that was decoded wrongly once or twice")
  func mojibake() throws {
    let names = [
      "José Müller", "François Lefèvre", "Łukasz Żółw", "Jiří Dvořák", "Nguyễn Văn An", "Иван Петров",
      "Γιώργος",
      "山田 太郎", "김민수", "אברהם", "محمد", "O’Brien", "Özil", "Þórdís", "Şükrü", "Kovács Győző",
    ]
    for page in CodePage.allCases {
      let table = characters(of: page)
      for name in names {
        let once = misread(name, table)
        #expect(Mojibake.repaired(once) == name, "\(once)")
        guard page == .windows1252 else { continue }
        let twice = misread(once, table)
        #expect(Mojibake.repaired(twice) == name, "\(twice)")
      }
    }
    for name in names { #expect(Mojibake.repaired(name) == nil) }
  }

  private func misread(_ text: String, _ table: [UInt8: Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(text.utf8.map { $0 < 0x80 ? Unicode.Scalar($0) : table[$0] ?? "?" }))
  }

  /// The character of each byte; a control character only if there is no other.
  private func characters(of page: CodePage) -> [UInt8: Unicode.Scalar] {
    let scalars = (Array(0xA0...0xFFFF) + Array(0x80...0x9F)).compactMap { Unicode.Scalar($0 as UInt32) }
    return Dictionary(
      scalars.compactMap { scalar in page.byte(of: scalar).map { ($0, scalar) } },
      uniquingKeysWith: { first, _ in first })
  }
}
