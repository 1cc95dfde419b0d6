import KakapoRollout
import Testing

@Suite("Hosts, resellers and groups with two spellings")
struct TwinNamesTests {
  private let header = "serverHostName,resellerId,groupId,broadworksUserId,userName,state\n"

  private func findings(_ rows: String...) -> [String] {
    RowTable.findings(header + rows.enumerated().map { "\($0.element),u\($0.offset)@b.c,J,\n" }.joined())
  }

  @Test(
    "are found when letter case, Unicode form or look-alike letters differ",
    arguments: [
      ("H,Acme,London", "H,ACME,London", "resellerId", "different letter case (Acme)"),
      ("H,Acme,London", "H,Acme,LONDON", "groupId", "different letter case (London)"),
      ("sp.example.com,A,G", "SP.example.com,A,G", "serverHostName", "different letter case"),
      ("H,Caf\u{E9},G", "H,Cafe\u{301},G", "resellerId", "different code points"),
      ("H,A,Nguye\u{302}\u{303}n", "H,A,Nguy\u{1EC5}n", "groupId", "different code points"),
      ("H,A,\u{AC00}", "H,A,\u{1100}\u{1161}", "groupId", "different code points"),
      ("H,Ökon,G", "H,ökon,G", "resellerId", "different letter case"),
      ("H,ΟΔΟΣ,G", "H,οδος,G", "resellerId", "different letter case"),
      ("H,ACE,G", "H,АСЕ,G", "resellerId", "different letters that look the same (ACE)"),
      ("H,ABC,G", "H,ＡＢＣ,G", "resellerId", "different letters that look the same (ABC)"),
    ])
  func twins(first: String, second: String, column: String, words: String) {
    let found = findings(first, second)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("row 3, column \(column): ") == true, "\(found)")
    #expect(found.first?.contains(words) == true, "\(found)")
  }

  @Test("are reported once for each spelling, however many rows have it")
  func once() {
    #expect(findings("H,A,x", "H,A,X", "H,A,X", "H,A,x", "H,A,X", "H,a,X").count == 2)
  }

  @Test("aren't found at another reseller or host, nor when the names differ")
  func others() {
    #expect(findings("H,A,x", "H,B,X", "I,b,x") == [])
    #expect(findings("H,A,x", "H,A,y", "H,A,x1", "H,A,é", "H,A,e") == [])
  }
}
