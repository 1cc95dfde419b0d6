import TestDocuments
import Testing

@testable import kakapo

@Suite(.serialized, .timeLimit(.minutes(10)))
struct ExitCodeTests {
  @Test
  func theArticleAndTheHelpSayTheSame() async throws {
    let article = try Document("Sources/KakapoProvision/KakapoProvision.docc/TheCommandLine.md")
    let rows = article.rows(below: "| exit code | meaning |").map { (code: $0[0], meaning: $0[1]) }
    let help = try await CommandLineTool()("--help").standardOutput.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(rows.map(\.code) == ExitStatus.allCases.map { "\($0.rawValue)" })
    for row in rows { #expect(help.contains("\(row.code) \(row.meaning)"), "\(row)") }
  }
}
