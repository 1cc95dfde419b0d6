import KakapoRollout
import Testing

@Suite("The header of an input")
struct HeaderTests {
  @Test("may have any order, and other names that the caller gives")
  func mapped() throws {
    let text = "Login\tName\tgroupId\tserverHostName\tresellerId\na@b.c\tJane\tG\tH\t007\n"
    let options = ReadingOptions(mapping: InputMapping(["broadworksUserId": "Login", "userName": "Name"]))
    let input = try RolloutInput.read(Array(text.utf8), options: options)
    #expect(
      input.rows == [
        UserRow(
          number: 2, serverHostName: "H", resellerId: "007", groupId: "G", broadworksUserId: "a@b.c",
          userName: "Jane")
      ])
    #expect(
      input.format.columns.map(\.header) == ["Login", "Name", "groupId", "serverHostName", "resellerId"])
    #expect(input.format.columns.map(\.name).prefix(2) == ["broadworksUserId", "userName"])
  }

  @Test(
    "gives the probable meaning of an unknown column, and doesn't also report it as missing",
    arguments: [
      ("usrName", "userName"), ("USERNAME", "userName"), (" userName", "userName"), ("user_name", "userName"),
      ("UserNames", "userName"),
    ])
  func nearMiss(header: String, meant: String) {
    let text = "serverHostName,resellerId,groupId,broadworksUserId,\(header)\nH,R,G,a@b.c,Jane\n"
    #expect(
      RowTable.findings(text) == ["row 1, column \(header): This column is unknown. Did you mean \(meant)?"])
  }

  @Test("has every column that a row needs, and a missing one is reported once, not for every row")
  func missing() {
    let text = "serverHostName,broadworksUserId\nH,a@b.c\nH,b@b.c\nH,nobody\n"
    #expect(
      RowTable.findings(text) == [
        "The column resellerId is missing. Add it, or map the column that holds resellerId.",
        "The column groupId is missing. Add it, or map the column that holds groupId.",
        "The column userName is missing. Add it, or map the column that holds userName.",
        "row 4, column broadworksUserId: \"nobody\" is not of the form name@domain. Add the domain.",
      ])
    let absent = "serverHostName,broadworksUserId,state\nH,a@b.c,absent\nH,b@b.c,absent\n"
    #expect(RowTable.findings(absent) == [])
  }

  @Test("has each column once, and a name for each cell")
  func twiceAndEmpty() {
    #expect(
      RowTable.findings(
        "serverHostName,resellerId,groupId,broadworksUserId,userName,userName\nH,R,G,a@b.c,Jane,Jane\n")
        == ["row 1, column userName: This column appears twice. Remove one of the two."])
    #expect(
      RowTable.findings(
        "serverHostName,,resellerId,groupId,broadworksUserId,userName\nH,x,R,G,a@b.c,J\nH,y,R,G,b@b.c,J\n")
        == ["row 2: \"x\" is in a column without a header. Give column B a header or empty it."])
    #expect(
      RowTable.findings("serverHostName,,resellerId,groupId,broadworksUserId,userName\nH,,R,G,a@b.c,J\n")
        == [])
  }

  @Test("must be present")
  func none() {
    let findings = RowTable.findings("H,R,G,a@b.c,Jane\nH,R,G,nobody,Jane\n")
    #expect(findings.count == 1)
    #expect(
      findings[0].hasPrefix(
        "row 1: \"H R G a@b.c Jane\" is the first row, but has none of the column names."))
    #expect(RowTable.findings("") == ["The file is empty. Start from a template."])
    #expect(RowTable.findings("\n,,\n").count == 1)
    #expect(
      RowTable.findings(RowTable.header + "\n,,,\n\n") == [
        "There are no rows. An input without rows changes nothing, and is probably a mistake."
      ])
  }

  @Test("refuses names that can't be mapped")
  func badNames() {
    let text = "\(RowTable.header)\n\(RowTable.row())\n"
    let unknown = RowTable.findings(text, ReadingOptions(mapping: InputMapping(["user": "Login"])))
    #expect(unknown.count == 1)
    #expect(unknown[0].hasPrefix("\"user\" is not a name that a column can be mapped to."))
    let absent = RowTable.findings(text, ReadingOptions(mapping: InputMapping(["userName": "Full name"])))
    #expect(
      absent == [
        "row 1, column userName: This column is unknown. userName is mapped to Full name, which is missing."
      ])
    #expect(
      RowTable.findings(
        "serverHostName,resellerId,groupId,broadworksUserId,userName\nH,R,G,a@b.c,J\n",
        ReadingOptions(mapping: InputMapping(["licenses": "Produkte"])))
        == ["The column Produkte is missing. Add it, or map the column that holds licenses."])
  }

  @Test("follows Excel's separator line, which doesn't count as a row, unless the caller gives a delimiter")
  func separatorLine() throws {
    let rows = "serverHostName;resellerId;groupId;broadworksUserId;userName\r\nH;R;G;a@b.c;Doe, Jane\r\n"
    #expect(try RolloutInput.read(Array("sep=;\r\n\(rows)".utf8)).rows[0].number == 2)
    #expect(RowTable.findings("sep=,\r\n\(rows)", ReadingOptions(delimiter: .semicolon)) == [])
    #expect(
      RowTable.findings("sep=|\r\n\(rows)") == [
        "line 1: \"sep=|\" does not name a supported delimiter. Write sep=, or sep=; or save with a comma, semicolon or tab."
      ])
    #expect(
      RowTable.findings(
        "sep=;\r\nserverHostName;resellerId;groupId;broadworksUserId;userName\r\nH;R;G;a;J\r\n") == [
          "row 2 (line 3), column broadworksUserId: \"a\" is not of the form name@domain. Add the domain."
        ])
  }
}
