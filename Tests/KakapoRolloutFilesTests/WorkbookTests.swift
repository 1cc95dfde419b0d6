import Foundation
import KakapoRollout
import Testing

@testable import KakapoRolloutFiles

@Suite("A workbook")
struct WorkbookTests {
  static let header = [
    "serverHostName", "resellerId", "resellerName", "groupId", "groupName", "broadworksUserId", "userName",
    "licenses", "state",
  ]
  static let table = [
    header,
    [
      "sp.example.com", "Acme", "Acme & Co", "00123", "", "jane@acme.example.com", "Jane \"JD\" Doe",
      "UnityDesktop/Pro",
      "present",
    ],
    ["sp.example.com", "Acme", "Acme & Co", "00123", "", "sean@acme.example.com", "Sean O'Brien", "", ""],
  ]

  /// The rows of a workbook.
  private func read(_ workbook: TestWorkbook, _ options: ReadingOptions = ReadingOptions()) throws
    -> RolloutInput
  {
    try RolloutInput.readFile(workbook.archive.bytes, options: options)
  }

  private func findings(_ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()) -> [String] {
    do throws(RolloutInputError) {
      _ = try RolloutInput.readFile(bytes, options: options)
      return []
    } catch {
      return error.findings.map(\.description)
    }
  }

  /// The text of a sheet as CSV.
  private func csv(_ workbook: TestWorkbook) throws -> String {
    String(decoding: try Workbook(workbook.archive.bytes).read(nil).csv, as: UTF8.self)
  }

  @Test("is read as the table that it shows, however it is written")
  func dialects() throws {
    for dialect in TestWorkbook.Dialect.all {
      var workbook = TestWorkbook(dialect: dialect)
      workbook.add("Staff", Self.table)
      let input = try read(workbook)
      #expect(input.rows.map(\.groupId) == ["00123", "00123"], "\(dialect)")
      #expect(input.rows.map(\.userName) == ["Jane \"JD\" Doe", "Sean O'Brien"], "\(dialect)")
      #expect(input.rows.map(\.number) == [2, 3])
      #expect(input.format.description == "XLSX, sheet Staff")
    }
  }

  @Test("gives the rows of the same table as CSV, whatever is in the cells")
  func randomTables() throws {
    var generator = SplitMix(seed: 3)
    let pieces = [
      "a", "Z", "0", " ", ",", ";", "\"", "\n", "\r\n", "é", "日本", "&", "<", "_x000A_", "_", "'", "=1", "\t",
      "👩‍👩‍👧", "e\u{301}",
    ]
    for round in 0..<150 {
      let dialect = TestWorkbook.Dialect.all[round % TestWorkbook.Dialect.all.count]
      let columns = Int.random(in: 1...30, using: &generator)
      var rows = [(0..<columns).map { "C\($0)" }]
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        rows.append(
          (0..<columns).map { _ in
            (0..<Int.random(in: 0...4, using: &generator)).map { _ in
              pieces.randomElement(using: &generator) ?? ""
            }.joined()
          })
      }
      // A sheet escapes what looks like an escaped character; here it is written as such.
      let written = rows.map { $0.map { $0.replacing("_x000A_", with: "_x005F_x000A_") } }
      var workbook = TestWorkbook(dialect: dialect)
      workbook.add("S", written)
      let csv = rows.map { row in
        row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\r\n"
      }.joined()
      let one = try InputSurvey.ofFile(workbook.archive.bytes)
      let other = try InputSurvey.ofFile(
        Array(csv.utf8), options: ReadingOptions(kind: .csv, delimiter: .comma))
      #expect(one.columns == other.columns, "round \(round)")
      #expect(one.rows == other.rows, "round \(round)")
    }
  }

  @Test("shows numbers, dates, truth values and errors as its formats say")
  func values() throws {
    var workbook = TestWorkbook()
    workbook.formats = ["00000", "yyyy-mm-dd", "@", "[$-407]mmmm"]
    workbook.add(
      "S",
      xml: """
        <row r="2"><c r="A2"><v>12</v></c><c r="B2" s="1"><v>12</v></c><c r="D2" s="2"><v>45000</v></c></row>
        <row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="e"><v>#N/A</v></c><c r="C4" t="str"><f>A1</f><v>x_x000D_y</v></c>
        <c r="D4"><f>1/3</f><v>0.33333333333333331</v></c><c r="E4" t="str"><f>""</f><v></v></c><c r="F4" s="3"><v>0012</v></c></row>
        """)
    #expect(
      try csv(workbook)
        == "\n\"12\",\"00012\",,\"2023-03-15\"\n\n\"TRUE\",\"#N/A\",\"x\ry\",\"0.333333333333333\",,\"12\"")
    workbook.is1904 = true
    #expect(try csv(workbook).contains("2027-03-16"))
  }

  @Test("reports a cell that can't be shown as a spreadsheet does, if it is used")
  func doubts() throws {
    var workbook = TestWorkbook()
    workbook.formats = ["[$-407]d. mmmm"]
    let names = Self.header.enumerated().map { index, name in
      "<c r=\"\(TestWorkbook.letters(index))1\" t=\"inlineStr\"><is><t>\(name)</t></is></c>"
    }.joined()
    workbook.add(
      "S",
      xml: """
        <row r="1">\(names)<c r="J1" t="inlineStr"><is><t>Hired</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>sp.example.com</t></is></c><c r="B2" t="inlineStr"><is><t>Acme</t></is></c>
        <c r="D2" s="1"><v>45000</v></c><c r="F2"><f>B2&amp;"@x"</f></c><c r="G2" t="inlineStr"><is><t>Jane Doe</t></is></c>
        <c r="J2" s="1"><v>45000</v></c></row>
        """)
    let findings = findings(
      workbook.archive.bytes, ReadingOptions(mapping: InputMapping(ignoring: ["Hired"])))
    #expect(
      findings == [
        "row 2, column groupId: \"15. March\" has a format of another language. Format the column as text and enter the value, or export the sheet as CSV.",
        "row 2, column broadworksUserId: \"=B2&\"@x\"\" is a formula without a value; open the workbook in Excel and save it. Format the column as text and enter the value, or export the sheet as CSV.",
      ])
  }

  @Test("has all checks of a rollout, with the rows and columns of the sheet")
  func checks() {
    var workbook = TestWorkbook(dialect: TestWorkbook.Dialect(isIndented: true))
    var table = Self.table
    table[1][5] = "jane"
    table[2][6] = "Sean\nO'Brien"
    table.insert([], at: 0)
    table[2].append("beyond")
    workbook.add("S", table)
    #expect(
      findings(workbook.archive.bytes) == [
        "row 3: \"beyond\" is to the right of the last header: the row has 10 cells, the header 9. Give column J a header, or empty it.",
        "row 4, column userName: \"Sean\\nO'Brien\" has a line break, which names and identifiers never have. Write it on one line.",
      ])
  }

  @Test("with several sheets is read from the first visible one, or from the named one")
  func sheets() throws {
    var workbook = TestWorkbook()
    workbook.add("Old", [["a"]], state: "hidden")
    workbook.add("Staff", Self.table)
    workbook.add("Leavers", Array(Self.table.prefix(2)))
    workbook.add("Empty", [])
    #expect(try read(workbook).rows.count == 2)
    #expect(try read(workbook).format.description == "XLSX, sheet Staff (not read: Old, Leavers)")
    #expect(try read(workbook, ReadingOptions(sheet: "Leavers")).rows.count == 1)
    #expect(try read(workbook, ReadingOptions(mapping: InputMapping(sheet: "Leavers"))).rows.count == 1)
    #expect(
      findings(workbook.archive.bytes, ReadingOptions(sheet: "Laevers")) == [
        "\"Laevers\" is not a sheet of the workbook. Did you mean Leavers? The sheets are Old, Staff, Leavers, Empty."
      ])
    #expect(
      findings(workbook.archive.bytes, ReadingOptions(sheet: "Empty"))
        == ["The sheet Empty is empty. Give the sheet that has the users."])
  }

  @Test("that isn't one, or can't be read, is refused in words")
  func refusals() throws {
    var workbook = TestWorkbook()
    workbook.add("S", Self.table)
    let whole = workbook.archive
    let bytes = whole.bytes
    func changed(_ change: (inout TestArchive) -> Void) -> [String] {
      var archive = whole
      change(&archive)
      return findings(archive.bytes)
    }
    #expect(
      findings(Array(bytes.dropLast(30))).first?.hasPrefix("The end of the archive is missing.") == true)
    #expect(
      changed { $0.entries.removeAll { $0.name == "[Content_Types].xml" } }.first?.contains("not a workbook")
        == true)
    #expect(
      changed { $0.entries.removeAll { $0.name == "xl/workbook.xml" } }.first?.contains("not a workbook")
        == true)
    #expect(
      changed { $0.entries.removeAll { $0.name == "xl/worksheets/sheet1.xml" } }.first?.contains(
        "no visible sheet") == true)
    #expect(
      changed { $0.entries.removeAll { $0.name == "xl/sharedStrings.xml" } }.first?.contains(
        "a text that the workbook lacks") == true)
    #expect(changed { $0.entries.removeAll { $0.name == "xl/styles.xml" } }.isEmpty)
    #expect(
      changed { $0.entries.append(("xl/workbook.xml", [])) }.first?.contains(
        "two entries with the name xl/workbook.xml") == true)
    #expect(
      changed { $0["xl/sharedStrings.xml"] = "<!DOCTYPE x [<!ENTITY a \"b\">]><sst/>" }.first?.contains(
        "DOCTYPE") == true)
    #expect(
      changed { $0["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData>" }.first?.contains("well-formed")
        == true)
    #expect(
      changed {
        $0["xl/worksheets/sheet1.xml"] =
          "<worksheet><sheetData><row r='2'/><row r='1'/></sheetData></worksheet>"
      }
        == [
          "Row 1 of the sheet comes after row 2. Open the workbook in Excel or LibreOffice, and save it again."
        ])
    #expect(
      changed {
        $0["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row r='99999999'/></sheetData></worksheet>"
      }
      .first?.contains("a row with the number 99999999") == true)
    #expect(
      changed {
        $0["xl/worksheets/sheet1.xml"] =
          "<worksheet><sheetData><row r='1'><c r='XFE1'/></row></sheetData></worksheet>"
      }
      .first?.contains("a cell XFE1") == true)
    #expect(
      findings([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]).first?.contains(
        "an old kind (.xls), or one with a password") == true)
    #expect(
      findings(bytes, ReadingOptions(kind: .csv)).first?.contains("workbook or an archive, not text") == true)
    #expect(
      findings(Array("a,b".utf8), ReadingOptions(kind: .xlsx)).first?.contains("not a workbook") == true)
    #expect(
      findings(bytes, ReadingOptions(delimiter: .comma)) == [
        "A workbook has no encoding and no delimiter. Leave them out."
      ])
    #expect(
      findings(Array("a,b".utf8), ReadingOptions(sheet: "S")) == [
        "The file is not a workbook, so it has no sheets. Leave the sheet out."
      ])
    var encrypted = bytes
    // The flags of the first entry in the directory.
    let place = try #require((0..<bytes.count).first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    for start in (0..<bytes.count) where bytes[start...].starts(with: [0x50, 0x4B, 1, 2]) {
      encrypted[start + 8] = 1
    }
    #expect(findings(encrypted) == ["The workbook has a password. Save it without one."])
    var damaged = bytes
    damaged[place - 40] ^= 1
    #expect(findings(damaged).first?.contains("is damaged") == true)
  }

  @Test("that would unpack to more than it can hold takes no memory")
  func bomb() {
    var archive = TestArchive()
    archive["[Content_Types].xml"] = "<Types/>"
    var bytes = archive.bytes
    // The directory says that the entry has four gigabytes less one; the size is at 24 behind the entry's beginning.
    for start in (0..<bytes.count) where bytes[start...].starts(with: [0x50, 0x4B, 1, 2]) {
      bytes.replaceSubrange((start + 24)..<(start + 28), with: [0xFE, 0xFF, 0xFF, 0xFF])
    }
    #expect(throws: ZipArchive.Fault.self) { try ZipArchive(bytes).read("[Content_Types].xml") }
    #expect(Deflate.inflate([0x03, 0x00], size: 400_000_000) == nil)
  }

  @Test("with any damage ends in rows or findings")
  func mutations() {
    var workbook = TestWorkbook(dialect: TestWorkbook.Dialect(hasRuns: true))
    workbook.formats = ["0.00", "yyyy"]
    workbook.add("S", Self.table)
    workbook.add(
      "T", xml: "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>1.5</v></c><c r=\"B1\" s=\"2\"><v>45000</v></c></row>")
    let archive = workbook.archive
    let whole = archive.bytes
    var generator = SplitMix(seed: 5)
    let words = [
      "<", ">", "/>", "&", "\"", "9999999999", "-1", "r=\"A1\"", "<row>", "</row>", "<c>", "<v>", "</v>",
      "t=\"s\"", "\u{0}", "é",
      "<!DOCTYPE a>", "]]>", "<![CDATA[", "s=\"99\"", "1e999", "XFD1048576",
    ]
    var outcomes: Set<Bool> = []
    for round in 0..<3_000 {
      var bytes = whole
      if round % 2 == 0 {
        for _ in 0...Int.random(in: 0...3, using: &generator) {
          let place = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0...3, using: &generator) {
          case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes.remove(at: place)
          case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
          default: bytes.removeSubrange(place..<min(bytes.count, place + 40))
          }
        }
      } else {
        // Inside a part, with a right checksum.
        var changed = archive
        let index = Int.random(in: 0..<archive.entries.count, using: &generator)
        var content = archive.entries[index].content
        for _ in 0...Int.random(in: 0...2, using: &generator) {
          let place = Int.random(in: 0...content.count, using: &generator)
          let end = min(content.count, place + Int.random(in: 0...8, using: &generator))
          content.replaceSubrange(
            place..<end, with: Array((words.randomElement(using: &generator) ?? "").utf8))
        }
        changed.entries[index].content = content
        bytes = changed.bytes
      }
      let findings = findings(bytes, ReadingOptions(sheet: round % 3 == 0 ? "T" : nil))
      outcomes.insert(findings.isEmpty)
    }
    #expect(outcomes == [true, false])
  }
}
