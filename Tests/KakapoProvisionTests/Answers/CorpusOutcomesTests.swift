import Foundation
import TestThreads
import Testing

/// Reads answers of other services as if the portal had sent them, and compares the outcomes with the reviewed list.
@Suite(.enabled(if: Fixtures.hasCorpus, "the recorded answers beside the repository are missing"))
struct CorpusOutcomesTests {
  private static let list = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "corpus-outcomes.tsv")

  @Test(.timeLimit(.minutes(10)), .onOwnThread) func everyOutcomeIsTheReviewedOne() async throws {
    var outcomes: [String: String] = [:]
    for folder in ["html", "responses"] {
      for file in try Fixtures.corpusFiles(in: folder) {
        // Other tests have deadlines and share the same few threads.
        await Task.yield()
        let path = "\(folder)/\(file.lastPathComponent)"
        let outcome = try await CorpusOutcome(of: file)
        outcomes[path] = outcome.columns
        // An envelope is read by its body, whatever its status.
        guard outcome.parser == "read" else { continue }
        let other = try await CorpusOutcome(of: file, status: outcome.status == 200 ? 500 : 200)
        #expect(other.client == outcome.client, "\(path) with HTTP \(other.status)")
      }
    }
    #expect(outcomes.count > 200)
    let reviewed = OutcomeList(try String(contentsOf: Self.list, encoding: .utf8))
    if ProcessInfo.processInfo.environment["KAKAPO_REGENERATE"] != nil {
      try Data(reviewed.text(with: outcomes).utf8).write(to: Self.list)
      return
    }
    let differences = reviewed.differences(from: outcomes)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }
}
