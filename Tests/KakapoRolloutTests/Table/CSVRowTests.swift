import KakapoRollout
import Testing

@Suite("The rows of a table")
struct CSVRowTests {
  private let header = "serverHostName,resellerId,groupId,broadworksUserId,userName"

  @Test("keep every character of a cell, and count as in a spreadsheet")
  func cells() throws {
    let text =
      "\(header),licenses\n\nH,007,G,a@b.c,\"Jane \"\"Ace\"\", Doe\",\"UnityDesktop/Pro\n\"\nH,R,5\" pipe,b@b.c,Jane\u{2028},\n"
    let input = try? RolloutInput.read(Array(text.replacing("\u{2028}", with: "").utf8))
    #expect(input?.rows.map(\.number) == [3, 4])
    #expect(input?.rows.first?.resellerId == "007")
    #expect(input?.rows.first?.userName == "Jane \"Ace\", Doe")
    #expect(input?.rows.last?.groupId == "5\" pipe")
    // A line separator doesn't end a row.
    #expect(
      RowTable.findings(text) == [
        "row 4 (line 5), column userName: \"Jane<U+2028>\" ends with white space. Remove it: values must match exactly."
      ])
  }

  @Test(
    "give one finding for a fault of the whole row, and the other rows are still checked")
  func structure() {
    #expect(
      RowTable.findings(
        "\(header)\nH,R,G,a@b.c,Doe, Jane\nH,R\nH,R,G,\"a\"b@b.c,J\nH,R,G,c,J\nH,R,G,\"d@b.c,J\n") == [
          "row 2: \" Jane\" is to the right of the last header: the row has 6 cells, the header 5. "
            + "Put quotation marks around a cell that contains the delimiter, or remove the extra cells.",
          "row 3: The row ends after 2 of 5 cells, before groupId, broadworksUserId, userName. Complete the row, or remove it.",
          "row 4, column broadworksUserId: \"a\"b@b.c\" has text after its closing quotation mark. "
            + "Double a quotation mark inside a quoted cell, and close the cell before the next one begins.",
          "row 5, column broadworksUserId: \"c\" is not of the form name@domain. Add the domain.",
          "row 6, column broadworksUserId: \"d@b.c,J\\n\" begins with a quotation mark that is never closed. "
            + "Close it, or remove it.",
        ])
  }

  @Test("may end early if the missing cells aren't needed")
  func short() throws {
    let input = try RolloutInput.read(Array("\(header),licenses,state\nH,R,G,a@b.c,Jane\n".utf8))
    #expect(input.rows.count == 1)
    #expect(RowTable.findings("broadworksUserId,serverHostName,state,groupId\na@b.c,H,absent\n") == [])
  }
}
