import KakapoRollout
import Testing

@testable import KakapoProvision

@Suite("The check of a row")
struct RowCheckTests {
  @Test(
    "finds each fault once",
    arguments: [
      (["broadworksUserId": "jane"], ["\"jane\" is not of the form name@domain. Add the domain."]),
      (
        ["broadworksUserId": "a@b@c"],
        ["\"a@b@c\" is not of the form name@domain. Write one @ between a name and a domain, and no spaces."]
      ),
      (
        ["broadworksUserId": " jane "],
        [
          "\" jane \" begins with white space. Remove it: values must match exactly.",
          "\" jane \" is not of the form name@domain. Add the domain.",
        ]
      ),
      (["groupId": "  "], ["\"  \" is only white space. Write a value or leave the cell empty."]),
      (
        ["groupId": "a\u{200B}b"],
        ["\"a<U+200B>b\" contains U+200B ZERO WIDTH SPACE, which is invisible. Remove it."]
      ),
      (
        ["groupId": "\u{FEFF}ab\u{202E}"],
        [
          "\"<U+FEFF>ab<U+202E>\" contains U+FEFF ZERO WIDTH NO-BREAK SPACE (and 1 more), which is invisible. Remove it."
        ]
      ),
      (
        ["groupId": "a\nb"],
        [
          "\"a\\nb\" spans lines 2 to 3 as one value: its quotation mark opens on line 2 and closes on line 3. Close it on line 2, or write the value on one line."
        ]
      ),
      (
        ["groupId": "a\u{3000}b"],
        [
          "\"a\u{3000}b\" contains U+3000 IDEOGRAPHIC SPACE, which is not an ordinary space. Replace or remove it."
        ]
      ),
      (
        ["userName": "a\u{0}b"], ["\"a<U+0000>b\" contains U+0000 NULL, which XML does not allow. Remove it."]
      ),
      (["userName": "a\u{FFFF}b"], ["\"a\u{FFFF}b\" contains U+FFFF, which XML does not allow. Remove it."]),
      (
        ["userName": "#NAME?"],
        [
          "\"#NAME?\" is what a spreadsheet shows for a formula that failed. Fix the formula or write the value itself."
        ]
      ),
      (
        ["resellerId": "1.5E+10"],
        [
          "\"1.5E+10\" is a long number that a spreadsheet shortened. It was probably 15000000000, or a number that begins like it. Format the column as text and enter the number again."
        ]
      ),
      (
        ["resellerId": "'+49"],
        [
          "\"'+49\" begins with the apostrophe that keeps a spreadsheet from running it. Remove the apostrophe, or keep the columns code and reason of the file with refused rows."
        ]
      ),
      (
        ["state": "absnt"],
        ["\"absnt\" is not a state. Did you mean absent? Write present or absent; empty means present."]
      ),
      (
        ["licenses": "unitydesktop/pro"],
        ["\"unitydesktop/pro\" names an application that does not exist. Did you mean UnityDesktop/Pro?"]
      ),
      (
        ["licenses": "UnityDesktop Pro"],
        ["\"UnityDesktop Pro\" is not of the form Application/Type. Did you mean UnityDesktop/Pro?"]
      ),
      (
        ["licenses": "UnityDesktop/Pro,UnityMobile/Standard"],
        [
          "\"UnityDesktop/Pro,UnityMobile/Standard\" is not of the form Application/Type. Write a semicolon between two licences: UnityDesktop/Pro;UnityMobile/Standard."
        ]
      ),
      (
        ["licenses": "UnityMobile/Gold;Foo/Bar"],
        [
          "\"UnityMobile/Gold\" names a type that UnityMobile does not have. Write UnityMobile/Standard.",
          "\"Foo/Bar\" names an application that does not exist. The applications are UnityDesktop, UnityDesktopWeb, UnityAgent, UnityAgentWeb, UnitySupervisor, UnityReception, UnityWallboard, UnityMobile, UnityCrmIntegration, UnityDashboard, UnityContactCenterDesktop, UnityContactCenterAgent, UnityContactCenterSupervisor.",
        ]
      ),
    ] as [([String: String], [String])])
  func faults(changes: [String: String], texts: [String]) throws {
    let column = try #require(changes.keys.first)
    #expect(RowTable.findings(in: changes) == texts.map { "row 2, column \(column): \($0)" })
  }

  @Test(
    "accepts correct values, however odd they look",
    arguments: [
      ["groupId": "Acme London"], ["groupId": "-7"], ["groupId": "12E4"],
      ["groupId": "#1"],
      ["userName": "'O Brien"], ["userName": "山田　花子"], ["userName": "क्\u{200D}ष"],
      ["licenses": ";; UnityDesktop/Pro ;\nUnityDesktop/Pro;"],
    ])
  func right(changes: [String: String]) {
    #expect(RowTable.findings(in: changes) == [])
  }

  @Test("finds one user in two rows, but not on two hosts")
  func duplicates() {
    let header = "serverHostName,resellerId,groupId,broadworksUserId,userName,state\n"
    #expect(RowTable.findings(header + "H,R,G,a@b.c,J,\nI,R,G,a@b.c,J,\n") == [])
    #expect(
      RowTable.findings(
        header
          + "H,R,G,a@b.c,J,\nh,R,G,a@b.c,J,\nH,R,G,A@b.c,J,\nH,R,F,a@b.c,J,\nH,Q,G,a@b.c,J,\nH,,,a@b.c,,absent\n"
      ) == [
        "row 3, column serverHostName: \"h\" is the name of row 2 in different letter case (H). Spell both as in BroadWorks.",
        "row 3, column broadworksUserId: \"a@b.c\" is also the user of row 2. Keep one of the two rows.",
        "row 4, column broadworksUserId: \"A@b.c\" is the user of row 2 in different letter case (a@b.c). Keep the row with the spelling of BroadWorks.",
        "row 5, column broadworksUserId: \"a@b.c\" is in group F here and in G in row 2. A user belongs to one group: keep the correct row.",
        "row 6, column broadworksUserId: \"a@b.c\" belongs to reseller Q here and to R in row 2. A user belongs to one group of one reseller: keep the correct row.",
        "row 7, column broadworksUserId: \"a@b.c\" is also the user of row 2. Keep one of the two rows.",
      ])
  }

  @Test("shows no control sequence to a terminal")
  func escapes() {
    let header = "serverHostName,resellerId,groupId,broadworksUserId,userName\n"
    let findings = RowTable.findings(header + "H,R,G,a@b.c,J\nH,R,\u{1B}[2J,a@b.c,J\nH,R,\u{202E}G,a@b.c,J\n")
    #expect(findings.count == 4)
    #expect(!findings.joined().unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test("is the same for rows from a program")
  func program() throws {
    let good = UserRow(
      number: 1, serverHostName: "H", resellerId: "R", groupId: "G", broadworksUserId: "a@b.c", userName: "J",
      licenses: [.unityMobile(.standard)])
    #expect(try RolloutInput(rows: [good]).rows == [good])
    var bad = good
    bad.number = 2
    bad.userName = ""
    let error = #expect(throws: RolloutInputError.self) { try RolloutInput(rows: [good, bad]) }
    #expect(
      error?.findings.map(\.description)
        == [
          "row 2, column userName: The value is missing. Only users with the state absent do not need one.",
          "row 2, column broadworksUserId: \"a@b.c\" is also the user of row 1. Keep one of the two rows.",
        ].reversed())
    #expect(throws: RolloutInputError.self) { try RolloutInput(rows: []) }
  }

  @Test(
    "finds every value that the client would refuse",
    arguments: [
      "", " ", "a\u{1}b", "\u{FFFE}", " a", "a\u{A0}", "x@", "@x", "a@b@c", "a b@c", "a@b c", "a\u{2003}@b",
      "a@b",
    ])
  func client(value: String) {
    for field in ["serverHostName", "resellerId", "groupId", "broadworksUserId"] {
      guard RowTable.findings(in: [field: value]).isEmpty else { continue }
      let values = [field: value]
      let operation = AddUserWithHierarchy(
        serverHostName: values["serverHostName"] ?? "H", resellerId: values["resellerId"] ?? "R",
        groupId: values["groupId"] ?? "G", broadworksUserId: values["broadworksUserId"] ?? "a@b",
        userName: "J")
      #expect(throws: Never.self) {
        _ = try operation.written()
      }
    }
  }
}
