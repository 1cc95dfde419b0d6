import KakapoRollout
import Testing

@Suite("Decoding an input")
struct DecodingTests {
  private let table = Array("\(RowTable.header)\n\(RowTable.row())\n".utf8)

  private func table(userName: [UInt8]) -> [UInt8] {
    Array("\(RowTable.header)\nh,r,,g,,a@b.c,".utf8) + userName + Array(",,\n".utf8)
  }

  @Test("reads bytes that aren't UTF-8 as Windows-1252, and each defined byte as its character")
  func windows1252() throws {
    let input = try RolloutInput.read(table(userName: [0x80, 0x9F, 0xE9, 0xFF]))
    #expect(input.rows[0].userName == "€Ÿéÿ")
    #expect(input.format.encoding == .windows1252)
  }

  @Test(
    "refuses the bytes that Windows-1252 leaves undefined",
    arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8])
  func undefined(byte: UInt8) {
    let offset = table(userName: []).count - 3
    #expect(
      RowTable.findings(table(userName: [byte])) == [
        "The byte 0x\(String(byte, radix: 16, uppercase: true)) at offset \(offset) (line 2) is not a character of "
          + "Windows-1252. Save it as UTF-8, or give its encoding."
      ])
  }

  @Test("doesn't guess between UTF-8 and Windows-1252, and reads the file in the encoding it is given")
  func mixed() throws {
    let bytes = table(userName: [0xDF, 0x92, 0xE9])
    let findings = RowTable.findings(bytes)
    #expect(findings.count == 1)
    #expect(findings[0].hasPrefix("The encoding of the file is not certain: the byte 0xE9 at offset"))
    #expect(findings[0].contains("give its encoding"))
    let input = try RolloutInput.read(bytes, options: ReadingOptions(encoding: .windows1252))
    #expect(input.rows[0].userName == "ß’é")
    #expect(
      RowTable.findings(bytes, ReadingOptions(encoding: .utf8)).first?.hasPrefix("The file is not UTF-8")
        == true)
  }

  @Test("refuses UTF-16 that ends in the middle of a character, or has half of one")
  func brokenUTF16() {
    let units = Array(String(decoding: table, as: UTF8.self).utf16)
    let whole: [UInt8] =
      [0xFF, 0xFE] + units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(RowTable.findings(whole) == [])
    #expect(
      RowTable.findings(whole + [0x41]) == [
        "The file is not UTF-16: a single byte at offset \(whole.count) (line 3). Save it as UTF-8, or give "
          + "its encoding."
      ])
    for half: [UInt8] in [[0x00, 0xD8], [0x00, 0xDC], [0x00, 0xD8, 0x41, 0x00]] {
      #expect(
        RowTable.findings(whole + half).first?.hasPrefix(
          "The file is not UTF-16: half a character at offset \(whole.count)")
          == true)
    }
  }

  @Test("refuses an encoding that contradicts the byte order mark, workbooks and UTF-32")
  func others() {
    #expect(
      RowTable.findings([0xEF, 0xBB, 0xBF] + table, ReadingOptions(encoding: .windows1252)) == [
        "The file begins with the byte order mark of UTF-8, but the given encoding is Windows-1252. Leave the encoding out."
      ])
    #expect(
      RowTable.findings([0x50, 0x4B, 0x03, 0x04, 0x14]).first?.hasPrefix("The file is a workbook") == true)
    #expect(
      RowTable.findings([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0]).first?.hasPrefix("The file is UTF-32") == true)
  }

  @Test("names the file that it can't read")
  func unreadable() {
    let error = #expect(throws: RolloutInputError.self) {
      try RolloutInput.read(path: "/nonexistent/users.csv")
    }
    #expect(
      error?.description
        == "\"/nonexistent/users.csv\" cannot be read: there is no such file. Check the path and the file's permissions."
    )
    #expect(throws: RolloutInputError.self) { try RolloutInput.read(path: "/") }
  }
}
