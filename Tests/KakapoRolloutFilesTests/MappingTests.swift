import Foundation
import KakapoRollout
import KakapoRolloutFiles
import Testing

@Suite("A mapping")
struct MappingTests {
  static let example = """
    columns:
      serverHostName: { value: sp.example.com }
      resellerId: { value: Acme }
      groupId: { column: Site, map: { London: Acme-London, Leeds: Acme-Leeds } }
      groupName: Site
      broadworksUserId: { column: Login, spaces: trim, case: lower, suffix: "@acme.example.com" }
      userName: { join: [First name, Last name], spaces: single }
      licenses:
        column: Package
        map:
          Gold: UnityDesktop/Pro;UnityMobile/Standard
          None: ""
      state: { column: Status, map: { Active: present, Terminated: absent }, default: present }
    ignore: [Phone, Cost centre]
    """

  static let header = "Login,First name,Last name,Site,Package,Status,Phone,Cost centre"

  /// The rows of a table with a mapping.
  private func rows(_ table: String, _ mapping: String = example) throws -> [UserRow] {
    try RolloutInput.readFile(
      Array(table.utf8), options: ReadingOptions(mapping: try InputMapping(yaml: Array(mapping.utf8)))
    ).rows
  }

  /// The findings in a table, or in its mapping.
  private func findings(_ table: String, _ mapping: String = example) -> [String] {
    do throws(RolloutInputError) {
      let mapping = try InputMapping(yaml: Array(mapping.utf8), file: "users.map.yaml")
      _ = try RolloutInput.readFile(Array(table.utf8), options: ReadingOptions(mapping: mapping))
      return []
    } catch {
      return error.findings.map(\.description)
    }
  }

  @Test("makes the values of a rollout from those of another system")
  func wholeExample() throws {
    let table = """
      \(Self.header)
       JDoe ,Jane,  van   Doe,London,Gold,Active,555,1
      sean,,O'Brien,Leeds,None,,,
      gone,A,B,London,,Terminated,,
      """
    let rows = try rows(table)
    #expect(rows.map(\.broadworksUserId) == ["jdoe", "sean", "gone"].map { $0 + "@acme.example.com" })
    #expect(rows.map(\.userName) == ["Jane van Doe", "O'Brien", "A B"])
    #expect(rows.map(\.groupId) == ["Acme-London", "Acme-Leeds", "Acme-London"])
    #expect(rows.map(\.groupName) == ["London", "Leeds", "London"])
    #expect(rows.map { $0.licenses.map(\.text) } == [["UnityDesktop/Pro", "UnityMobile/Standard"], [], []])
    #expect(rows.map(\.state) == [.present, .present, .absent])
    #expect(rows.allSatisfy { $0.serverHostName == "sp.example.com" && $0.resellerId == "Acme" })
    #expect(rows.map(\.number) == [2, 3, 4])
  }

  @Test("does the same with JSON")
  func json() throws {
    let object =
      #"{"Login":"JDoe","First name":"Jane","Last name":"Doe","Site":"Leeds","Package":"Gold","Phone":5}"#
    let fromCSV = try rows("\(Self.header)\nJDoe,Jane,Doe,Leeds,Gold,,,\n")
    #expect(
      try rows("[\(object.replacing("\"Gold\"", with: "\"Gold\",\"Status\":\"Active\""))]").map(\.userName)
        == ["Jane Doe"])
    #expect(
      try rows("[\(object.replacing("\"Gold\"", with: "\"Gold\",\"Status\":null"))]").map(\.groupId)
        == fromCSV.map(\.groupId))
    // The column of the states occurs nowhere.
    #expect(
      findings("[\(object)]") == [
        "users.map.yaml, line 13: The column Status is missing. Correct the name in the mapping, or add the column."
      ])
  }

  @Test("gives the plan of the table that it stands for, whatever a value needs")
  func samePlan() throws {
    let plain = """
      serverHostName,resellerId,groupId,groupName,broadworksUserId,userName,licenses,state
      sp.example.com,Acme,Acme-London,London,jane@acme.example.com,Jane Doe,UnityDesktop/Pro;UnityMobile/Standard,present
      """
    let foreign = "\(Self.header)\nJANE,Jane,Doe,London,Gold,Active,,\n"
    let one = try RolloutInput.readFile(Array(plain.utf8))
    let other = try RolloutInput.readFile(
      Array(foreign.utf8), options: ReadingOptions(mapping: try InputMapping(yaml: Array(Self.example.utf8))))
    #expect(one.digest == other.digest)
    #expect(one.rows == other.rows)
  }

  @Test("names row, column, the value of the file and what it became")
  func faultsOfRows() {
    let table = """
      \(Self.header)
      J Doe,Jane,Doe,London,Gold,Active,,
      jane,Jane,Doe,Lodnon,Platinum,Active,,
      jane,,,London,Gold,active,,
      """
    #expect(
      findings(table) == [
        #"row 2, column Login: "J Doe" (mapped to "j doe@acme.example.com") is not of the form name@domain. Write one @ between a name and a domain, and no spaces."#,
        #"row 3, column Site: "Lodnon" is not in the value map of groupId. Did you mean London? Add it to the map (users.map.yaml, line 4), or correct the row."#,
        #"row 3, column Package: "Platinum" is not in the value map of licenses. Add it to the map (users.map.yaml, line 8), or correct the row."#,
        #"row 4, column Login: "jane" (mapped to "jane@acme.example.com") is also the user of row 3. Keep one of the two rows."#,
        #"row 4, column Status: "active" is not in the value map of state. Did you mean Active? Add it to the map (users.map.yaml, line 13), or correct the row."#,
      ])
  }

  @Test("is checked itself, each problem with its line")
  func faultsOfTheMapping() {
    let mapping = """
      colums: {}
      sheet: [a]
      headerRow: none
      columns:
        userID: Login
        broadworksUserId: { colum: Login }
        userName: { join: First, with: " " }
        licenses: { column: Package, map: { Gold: UnityDesktop/Prro }, otherwise: skip }
        state: { column: Status, case: small }
        groupId: { column: Site, value: x }
        groupName: { column: Site, with: "-" }
        resellerId: { value: Acme, case: lower }
      """
    #expect(
      findings("a\n", mapping) == [
        #"users.map.yaml, line 1: "colums" is not a key that a mapping has here. Did you mean columns?"#,
        "users.map.yaml, line 2: sheet takes one text. Write `sheet: text`.",
        #"users.map.yaml, line 3: "none" is not the number of a row. Write a number from 1."#,
        #"users.map.yaml, line 6, column broadworksUserId: "colum" is not a key that a mapping has here. Did you mean column?"#,
        "users.map.yaml, line 6, column broadworksUserId: The mapping does not say where the value comes from. Give one of column, join or value.",
        "users.map.yaml, line 7, column userName: join takes a list of columns. Write `join: [One, Two]`.",
        #"users.map.yaml, line 8, column licenses: "skip" is not a word for otherwise. The words are error, keep."#,
        #"users.map.yaml, line 9, column state: "small" is not a word for case. The words are keep, lower, upper."#,
        "users.map.yaml, line 10, column groupId: The value comes from column and from value. Give one of column, join or value.",
        "users.map.yaml, line 11, column groupName: The key with has no meaning without join. Remove it.",
        "users.map.yaml, line 12, column resellerId: A constant takes no other key, but there is case. Remove it, or give a column.",
      ])
  }

  @Test("is checked for values that can't be right and entries that never apply")
  func faultsOfValues() {
    let mapping = """
      columns:
        userID: Login
        serverHostName: { value: "portal example.com " }
        licenses:
          column: Package
          map:
            Gold: UnityDesktop/Prro
        state: { column: Status, case: lower, map: { Active: present, gone: abesnt } }
        groupName: Phone
      ignore: [Phone]
      """
    #expect(
      findings("a\n", mapping) == [
        #"users.map.yaml, line 2: "userID" is not a name that a column can be mapped to. Did you mean broadworksUserId? The names are serverHostName, resellerId, resellerName, groupId, groupName, broadworksUserId, userName, licenses, state."#,
        #"users.map.yaml, line 3, column serverHostName: "portal example.com " ends with white space. Remove it: values must match exactly."#,
        #"users.map.yaml, line 7, column licenses: "UnityDesktop/Prro" names a type that UnityDesktop does not have. Did you mean UnityDesktop/Pro?"#,
        "users.map.yaml, line 8, column state: The entry Active never applies, because the value is changed before it is looked up. Write it as active.",
        #"users.map.yaml, line 8, column state: "abesnt" is not a state. Did you mean absent? Write present or absent; empty means present."#,
        #"users.map.yaml, line 9: "Phone" is mapped to groupName, and is ignored. Do one of the two."#,
      ])
  }

  @Test("says which columns it lacks and which it doesn't mention")
  func columns() {
    let mapping = """
      columns:
        userName: Full name
        broadworksUserId: Logn
      ignore: [Phone]
      """
    #expect(
      findings(
        "Login,Fax,serverHostName,resellerId,groupId\nj@a.example.com,5,h.example.com,A,A-L\n", mapping) == [
          "users.map.yaml, line 3: The column Logn is missing. Did you mean Login?",
          "users.map.yaml, line 2: The column Full name is missing. Correct the name in the mapping, or add the column.",
          "row 1, column Fax: This column is unknown. Map it in users.map.yaml, or list it there under ignore.",
        ])
  }

  @Test(
    "that is not YAML says where",
    arguments: [
      ("columns:\n  userName: {", "line 3"), ("a: b\n\tc: d", "line 2"), ("columns: {}\ncolumns: {}", "line"),
      ("&a [*a]", "line 1"), (String(repeating: "[", count: 20_000), "users.map.yaml"),
      (String(repeating: "{a: ", count: 20_000), "users.map.yaml"), ("", "empty"), ("- a", "line 1"),
      ("? [a]\n: b", "line 1"),
    ])
  func malformed(mapping: String, words: String) {
    let findings = findings("a\n", mapping)
    #expect(findings.contains { $0.contains(words) }, "\(findings)")
  }

  @Test("takes words and numbers as they are written")
  func words() throws {
    let mapping = """
      columns:
        serverHostName: { value: h.example.com }
        resellerId: { value: 0012 }
        groupId: { column: No, map: { No: "1", yes: 1e3, 007: "a", "": empty } }
      """
    let read = try InputMapping(yaml: Array(mapping.utf8))
    #expect(read.sources["resellerId"]?.fallback == "0012")
    #expect(read.sources["groupId"]?.values == ["No": "1", "yes": "1e3", "007": "a", "": "empty"])
  }

  @Test("reads JSON, which is YAML")
  func jsonMapping() throws {
    let mapping = #"{"columns": {"userName": {"join": ["a", "b"], "with": "-"}}, "ignore": ["c"]}"#
    let read = try InputMapping(yaml: Array(mapping.utf8))
    #expect(read.sources["userName"]?.columns == ["a", "b"])
    #expect(read.sources["userName"]?.separator == "-")
    #expect(read.ignoredColumns == ["c"])
  }

  @Test("finds the header where it says, also below rows with other delimiters")
  func headerRow() throws {
    let table = """
      Report of Monday; everything
      "two
      lines",,,,,
      serverHostName,resellerId,groupId,broadworksUserId,userName
      h.example.com,A,A-L,jane@a.example.com,Jane Doe
      """
    let input = try RolloutInput.readFile(
      Array(table.utf8), options: ReadingOptions(mapping: try InputMapping(yaml: Array("headerRow: 3".utf8))))
    #expect(input.rows.map(\.number) == [4])
    #expect(
      findings(table, "headerRow: 9") == [
        "There is nothing in row 9 or below it. Give the row of the header."
      ])
  }

  @Test("that changes values makes a file of refused rows that needs no mapping")
  func refusedRows() throws {
    let table = "\(Self.header)\nJANE,Jane,Doe,London,Gold,Active,,\nsean,Sean,Doe,Leeds,None,,,\n"
    let options = ReadingOptions(mapping: try InputMapping(yaml: Array(Self.example.utf8)))
    let input = try RolloutInput.readFile(Array(table.utf8), options: options)
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let writer = try FailedRowsWriter(path: path, format: input.format)
    for row in input.rows {
      try writer.append(row: row, failure: RowFailure(step: "", code: "x", reason: "y"))
    }
    try writer.close()
    #expect(try RolloutInput.read(path: path).digest == input.digest)
  }

  @Test("of one column for two values takes it for both")
  func twice() throws {
    let table =
      "serverHostName,resellerId,Site,broadworksUserId,userName\nh.example.com,A,L,j@a.example.com,J D\n"
    let input = try RolloutInput.readFile(
      Array(table.utf8),
      options: ReadingOptions(mapping: InputMapping(["groupId": "Site", "groupName": "Site"])))
    #expect(input.rows.map(\.groupId) == ["L"])
    #expect(input.rows.map(\.groupName) == ["L"])
    #expect(input.format.columns == InputFormat.Column.all)
  }
}
