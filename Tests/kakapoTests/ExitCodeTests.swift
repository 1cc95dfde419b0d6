import TestDocuments
import Testing

@testable import kakapo

@Suite(.serialized, .timeLimit(.minutes(10)))
struct ExitCodeTests {
  @Test
  func theArticleAndTheCommandSayTheSame() async throws {
    let article = try Document("Sources/KakapoProvision/KakapoProvision.docc/TheCommandLine.md")
    let codes = ExitStatus.allCases.map { ["\($0.rawValue)", $0.meaning] }
    #expect(article.rows(below: "| exit code | meaning |") == codes)
    let output = try await CommandLineTool()("exit-codes").standardOutput
    let lines = output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines == codes.map { $0.joined(separator: " ") })
  }
}
