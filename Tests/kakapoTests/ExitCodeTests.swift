import TestDocuments
import Testing

@testable import kakapo

@Suite(.serialized, .timeLimit(.minutes(10)))
struct ExitCodeTests {
  @Test
  func theArticleAndTheHelpSayTheSame() async throws {
    let article = try Document("Sources/KakapoProvision/KakapoProvision.docc/TheCommandLine.md")
    let codes = ExitStatus.allCases.map { ["\($0.rawValue)", $0.meaning] }
    #expect(article.rows(below: "| exit code | meaning |") == codes)
    let help = try await CommandLineTool()("--help").standardOutput.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    for code in codes { #expect(help.contains(code.joined(separator: " "))) }
  }
}
