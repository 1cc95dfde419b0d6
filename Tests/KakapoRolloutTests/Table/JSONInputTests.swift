import KakapoRollout
import Testing

@Suite("An array of objects")
struct JSONInputTests {
  private let row = #""serverHostName":"H","resellerId":"R","groupId":"G","userName":"J""#

  @Test("has only text values, or null for no value")
  func values() throws {
    let text = """
      [{\(row), "broadworksUserId": "a@b.c", "resellerName": null, "groupName": "\\u00fc\\ud83d\\ude00\\"x\\/",
        "licenses": null, "state": null}]
      """
    let input = try RolloutInput.read(Array(text.utf8))
    #expect(input.rows.count == 1)
    #expect(input.rows[0].groupName == "ü😀\"x/")
    #expect(input.rows[0].resellerName == nil)
    #expect(input.format.kind == .json)
    #expect(
      RowTable.findings(#"[{\#(row),"broadworksUserId":"a@b.c","groupName":"a\r\nb"}]"#) == [
        #"row 1, column groupName: "a\nb" has a line break, which names and identifiers never have. Write it on one line."#
      ])
    #expect(
      RowTable.findings(
        #"[{\#(row),"broadworksUserId":"a@b.c","groupName":7,"resellerName":{"a":[1,true]}}]"#) == [
          #"row 1, column resellerName: "{"a":[1,true]}" is not a string. Put quotation marks around it."#,
          #"row 1, column groupName: "7" is not a string. Put quotation marks around it."#,
        ])
    #expect(
      RowTable.findings(#"[{\#(row),"broadworksUserId":"a@b.c","licenses":["UnityDesktop/Pro",3]}]"#) == [
        #"row 1, column licenses: "3" is not a string. Write for example "UnityDesktop/Pro"."#
      ])
  }

  @Test("has known names, each once in an object, and each mandatory name at least once")
  func names() {
    #expect(
      RowTable.findings(
        #"[{\#(row),"broadworksUserId":"a@b.c","userName":"K"},\#n{"x":1,"broadworksUserId":"b@b.c",\#(row)},{"x":2,\#(row)}]"#
      )
        == [
          #"row 1, column userName: ""K"" is the second value of this name. Remove one of the two."#,
          "row 2, column x: This column is unknown. Remove it, or map it to one of these names: "
            + "serverHostName, resellerId, resellerName, groupId, groupName, broadworksUserId, userName, licenses, state.",
          "row 3 (line 2), column broadworksUserId: The value is missing. Every row needs one.",
        ])
    #expect(
      RowTable.findings(
        #"[{"serverHostName":"H","broadworksUserId":"a@b.c","resellerId":"R","usrName":"J"}]"#) == [
          "The column groupId is missing. Add it, or map the column that holds groupId.",
          "row 1, column usrName: This column is unknown. Did you mean userName?",
        ])
    let mapped = RowTable.findings(
      #"[{"Host":"H","broadworksUserId":"a@b.c","resellerId":"R","groupId":"G","userName":"J"}]"#,
      ReadingOptions(mapping: InputMapping(["serverHostName": "Host"])))
    #expect(mapped == [])
  }

  @Test(
    "is refused if it isn't JSON or has another shape; the error names the line",
    arguments: [
      (#"{"users":[]}"#, 1, "it is not an array"), ("[{]", 1, "\" is missing"),
      ("[\n{\"x\":1}\n", 3, "] is missing"),
      ("[{}] x", 1, "something follows the array"), ("[\n\n{\"a\":\"\u{1}\"}]", 3, "control character"),
      (#"[{"a":"\ud800"}]"#, 1, "half of a surrogate pair"), (#"[{"a":"\x"}]"#, 1, "an escape"),
      (#"[{"a":nan}]"#, 1, "no complete value"), (#"[{"a":"b"#, 1, "not closed"),
      (#"[{"a":"\u12"}]"#, 1, "incomplete"),
      ("[" + String(repeating: "[", count: 10_000), 1, "too deep"),
    ])
  func syntax(text: String, line: Int, problem: String) {
    let findings = RowTable.findings(text, ReadingOptions(kind: .json))
    #expect(findings.first?.hasPrefix("line \(line): The file is not the JSON of a rollout: ") == true)
    #expect(findings.first?.contains(problem) == true)
  }

  @Test("has only objects, and at least one")
  func elements() {
    #expect(
      RowTable.findings("[]") == [
        "There are no rows. An input without rows changes nothing, and is probably a mistake."
      ])
    #expect(
      RowTable.findings("[3]") == [
        #"row 1: "3" is not an object. Write { } with the names and values of a row."#
      ]
    )
  }
}
