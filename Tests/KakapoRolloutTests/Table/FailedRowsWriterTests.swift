import Foundation
import KakapoProvision
import KakapoRollout
import TestTraces
import Testing

@Suite("The file of refused rows")
struct FailedRowsWriterTests {
  private let failure = RowFailure(
    step: "AddUserWithHierarchy", code: "rejected", reason: "=HYPERLINK(\"x\")")

  private func row(_ number: Int, userName: String, groupId: String = "G") -> UserRow {
    UserRow(
      number: number, serverHostName: "H", resellerId: "R", groupId: groupId,
      broadworksUserId: "user\(number)@b.c", userName: userName)
  }

  private func written(_ rows: [UserRow], _ format: InputFormat) throws -> [UInt8] {
    let file = TestTraces.path("failed.csv")
    defer { TestTraces.remove(file) }
    let path = file.path(percentEncoded: false)
    let writer = try FailedRowsWriter(path: path, format: format)
    for row in rows { try writer.append(row: row, failure: failure) }
    try writer.close()
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test("has the input's headers and order, its delimiter and line end, a code and a reason")
  func form() throws {
    let text = "Login;groupId;=Host;resellerId;userName\r\nuser2@b.c;-7;H;R;Doe\r\n"
    let options = ReadingOptions(
      mapping: InputMapping(["broadworksUserId": "Login", "serverHostName": "=Host"]))
    let input = try RolloutInput.read(Array(text.utf8), options: options)
    let bytes = try written(input.rows, input.format)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "Login;groupId;'=Host;resellerId;userName;code;reason\r\n"
        + "user2@b.c;'-7;H;R;Doe;rejected;\"AddUserWithHierarchy: =HYPERLINK(\"\"x\"\")\"\r\n")
    #expect(try RolloutInput.read(bytes, options: options).rows == input.rows)
  }

  @Test("is read back as the same rows, whatever a cell begins with")
  func formulas() throws {
    let starts = ["", "'", "''", "=", "+", "-", "@", "\"", ",", ";", "ü", "€"]
    // The check refuses a formula, and an apostrophe before one too: it looks like the rest of a refused row.
    let formulas = ["=", "+", "-", "@"]
    let names = starts.flatMap { one in starts.map { one + $0 + "x" } }
      .filter { name in
        !name.hasPrefix("=")
          && (!name.hasPrefix("'") || !formulas.contains { name.drop { $0 == "'" }.hasPrefix($0) })
      }
    let rows = names.enumerated().map { row($0.offset + 2, userName: $0.element) }
    for encoding in InputFormat.Encoding.allCases {
      for delimiter in InputFormat.Delimiter.allCases {
        let format = InputFormat(
          encoding: encoding, hasByteOrderMark: encoding != .windows1252, delimiter: delimiter, lineEnd: "\r")
        let again = try RolloutInput.read(try written(rows, format))
        #expect(again.rows == rows)
        #expect(again.format == format)
      }
    }
  }

  @Test("doubles a quotation mark that forms one character with an accent")
  func accentedQuote() throws {
    let input = try RolloutInput.read(try RolloutFixture.bytes("quote-with-accent.csv"))
    // The macro can't quote this text itself.
    let name = "Jane \"\u{308}Doe"
    #expect(input.rows[0].userName == name)
    #expect(try RolloutInput.read(try written(input.rows, input.format)).rows == input.rows)
  }

  @Test("becomes UTF-8 with a byte order mark when Windows-1252 lacks a character")
  func otherEncoding() throws {
    let rows = [row(2, userName: "Jürg €"), row(3, userName: "山田"), row(4, userName: "Zoë")]
    let again = try RolloutInput.read(try written(rows, InputFormat(encoding: .windows1252)))
    #expect(again.rows == rows)
    #expect(again.format.encoding == .utf8)
    #expect(again.format.hasByteOrderMark)
  }

  @Test("becomes UTF-8 with a byte order mark when Windows-1252 would be read as UTF-8")
  func likeUTF8() throws {
    let options = ReadingOptions(encoding: .windows1252)
    let input = try RolloutInput.read(try RolloutFixture.bytes("like-utf-8.csv"), options: options)
    #expect(input.rows[0].userName == "Strauß’ Erben")
    let again = try RolloutInput.read(try written(input.rows, input.format))
    #expect(again.rows == input.rows)
    #expect(again.format.hasByteOrderMark)
  }

  @Test(
    "is read back with the reading options for its format, which are only those needed",
    arguments: [
      (InputFormat(encoding: .windows1252, delimiter: .semicolon), ReadingOptions()),
      (InputFormat(kind: .json), ReadingOptions()),
      (
        InputFormat(kind: .json, columns: renamed("Größe")),
        ReadingOptions(mapping: InputMapping(["userName": "Größe"]))
      ),
      (
        InputFormat(encoding: .utf16LittleEndian, columns: renamed("Größe")),
        ReadingOptions(encoding: .utf16LittleEndian, mapping: InputMapping(["userName": "Größe"]))
      ),
      (InputFormat(encoding: .utf16BigEndian, hasByteOrderMark: true), ReadingOptions()),
      (
        InputFormat(delimiter: .tab, columns: renamed("a,b,c,d,e,f,g,h,i,j,k,l,m")),
        ReadingOptions(delimiter: .tab, mapping: InputMapping(["userName": "a,b,c,d,e,f,g,h,i,j,k,l,m"]))
      ),
      (
        InputFormat(columns: renamed("[User]")),
        ReadingOptions(kind: .csv, mapping: InputMapping(["userName": "[User]"]))
      ),
    ])
  func neededOptions(format: InputFormat, options: ReadingOptions) throws {
    let rows = [row(2, userName: "Jürg €"), row(3, userName: "Zoë")]
    #expect(FailedRowsWriter.readingOptions(for: format) == options)
    #expect(try RolloutInput.read(try written(rows, format), options: options).rows == rows)
  }

  private static func renamed(_ header: String) -> [InputFormat.Column] {
    [InputFormat.Column(header: header, name: "userName")]
      + InputFormat.Column.all.filter { $0.name != "userName" }
  }

  @Test(
    "is recognised by its header",
    arguments: [
      InputFormat(), InputFormat(encoding: .windows1252, delimiter: .semicolon, lineEnd: "\r\n"),
      InputFormat(encoding: .utf16LittleEndian, hasByteOrderMark: true, delimiter: .tab),
    ])
  func known(format: InputFormat) throws {
    let file = TestTraces.path("failed.csv")
    defer { TestTraces.remove(file) }
    let path = file.path(percentEncoded: false)
    #expect(!FailedRowsWriter.wrote(path))
    try Data(try written([row(2, userName: "Jane")], format)).write(to: file)
    #expect(FailedRowsWriter.wrote(path))
    try Data("name,reason,phone\n".utf8).write(to: file)
    #expect(!FailedRowsWriter.wrote(path))
  }

  @Test("loses the apostrophes only if both columns are present")
  func withoutCode() throws {
    let findings = RowTable.findings(
      "serverHostName,resellerId,groupId,broadworksUserId,userName,code\nH,R,G,a@b.c,J,x\n")
    #expect(findings.count == 1)
    #expect(findings[0].hasPrefix("row 1, column code: This column is unknown."))
    #expect(
      RowTable.findings("serverHostName,resellerId,groupId,broadworksUserId,userName\nH,R,'-7,a@b.c,J\n")
        .count == 1)
  }

  @Test("throws a typed error when it can't be written")
  func unwritable() {
    let error = #expect(throws: RolloutError.self) { try FailedRowsWriter(path: "/nonexistent/failed.csv") }
    #expect(error?.code == .unusableFile)
  }
}
