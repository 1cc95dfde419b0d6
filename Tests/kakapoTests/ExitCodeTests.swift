import Foundation
import Testing

@Suite(.serialized, .timeLimit(.minutes(10)))
struct ExitCodeTests {
  @Test
  func theReadmeAndTheHelpSayTheSame() async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let rows = readme.matches(of: /\n\| (\d+) \| (.+) \|/).map { (code: String($0.1), meaning: String($0.2)) }
    let help = try await CommandLineTool()("--help").standardOutput.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(rows.count == 16)
    for row in rows { #expect(help.contains("\(row.code) \(row.meaning)"), "\(row)") }
  }
}
