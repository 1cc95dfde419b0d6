import KakapoRollout
import TestServers
import Testing

@Suite("A quotation mark that isn't closed")
struct StrayQuoteTests {
  private let header = "serverHostName,resellerId,groupId,broadworksUserId,userName,licenses\n"

  private func row(_ number: Int, name: String? = nil, licenses: String = "UnityDesktop/Pro") -> String {
    "H,R,G,u\(number)@b.c,\(name ?? "User \(number)"),\(licenses)\n"
  }

  @Test("is found where it opens, even if other quotes follow, with the lines it spans")
  func others() {
    for follower in ["\"User 5\"", "\"Doe, Jane\"", "\"\"", "5\"", "\"Jane \"\"Ace\"\" Doe\""] {
      let text =
        header + row(2) + row(3, name: "\"User 3") + row(4) + row(5, name: follower) + row(6) + row(7)
      let findings = RowTable.findings(text)
      #expect(
        findings.contains { $0.hasPrefix("row 3, column userName: ") && $0.contains("lines 3 to ") },
        "\(follower): \(findings)")
    }
  }

  @Test("is found to the end of the file")
  func end() {
    #expect(
      RowTable.findings(header + row(2) + row(3, name: "\"User 3") + row(4) + row(5)).first?
        .contains("is never closed: the cell spans lines 3 to 5. Close it") == true)
  }

  @Test("is found among the licences, and in the reason of a refused row")
  func otherColumns() {
    let findings = RowTable.findings(
      header + row(2) + row(3, licenses: "\"UnityDesktop/Pro") + row(4)
        + row(5, licenses: "UnityDesktop/Pro\""))
    #expect(findings.count == 1)
    #expect(
      findings[0].hasPrefix("row 3, column licenses: ")
        && findings[0].contains("opens on line 3 and closes on line 5"))
    let failed = "serverHostName,resellerId,groupId,broadworksUserId,userName,code,reason\n"
    let rows = (2...5).map { "H,R,G,u\($0)@b.c,J,rejected,\($0 == 3 ? "\"" : "")No\($0 == 5 ? "\"" : "")\n" }
    #expect(
      RowTable.findings(failed + rows.joined()).first?.contains("opens on line 3 and closes on line 5")
        == true)
    // A server's message may have lines and commas.
    #expect(RowTable.findings(failed + "H,R,G,u@b.c,J,rejected,\"No,\nnot now, not later\"\n") == [])
  }

  @Test("is found in the header")
  func inHeader() {
    let findings = RowTable.findings("\"" + header + row(2) + row(3) + row(4, name: "User 4\""))
    #expect(findings.count == 1)
    #expect(findings[0].contains("opens on line 1 and closes on line 4"))
  }

  @Test("never hides a row: a table that lost a user to an added or removed mark is refused")
  func search() throws {
    var numbers = Dice(seed: 7)
    let names = ["Jane", "\"Doe, Jane\"", "\"Jane \"\"Ace\"\" Doe\"", "\"\"\"\"", "O'Neil", "\"John\""]
    for _ in 0..<1_000 {
      var text = header
      for number in 2...7 {
        text += row(
          number, name: names[Int.random(in: 0..<names.count, using: &numbers)],
          licenses: ["", "UnityDesktop/Pro", "\"UnityDesktop/Pro;\nUnityMobile/Standard\""].randomElement(
            using: &numbers) ?? "")
      }
      var bytes = Array(text.utf8)
      let place = Int.random(in: header.utf8.count..<bytes.count, using: &numbers)
      if bytes[place] == UInt8(ascii: "\""), Bool.random(using: &numbers) {
        bytes.remove(at: place)
      } else {
        bytes.insert(UInt8(ascii: "\""), at: place)
      }
      guard let input = try? RolloutInput.read(bytes) else { continue }
      #expect(input.rows.count == 6, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
