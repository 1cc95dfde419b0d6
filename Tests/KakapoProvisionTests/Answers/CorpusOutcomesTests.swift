import Foundation
import Testing

/// Answers that other services gave, as if the portal had: each is read or refused as the reviewed list says.
@Suite(.enabled(if: Fixtures.hasCorpus, "the recorded answers beside the repository are missing"))
struct CorpusOutcomesTests {
  private static let list = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "corpus-outcomes.tsv")

  private func files() throws -> [(path: String, file: URL)] {
    try ["html", "responses"].flatMap { folder in
      try Fixtures.corpusFiles(in: folder).map { ("\(folder)/\($0.lastPathComponent)", $0) }
    }
  }

  @Test(.timeLimit(.minutes(2))) func everyOutcomeIsTheReviewedOne() async throws {
    var outcomes: [String: String] = [:]
    for (path, file) in try files() { outcomes[path] = try await CorpusOutcome(of: file).columns }
    let reviewed = OutcomeList(try String(contentsOf: Self.list, encoding: .utf8))
    if ProcessInfo.processInfo.environment["KAKAPO_REGENERATE"] != nil {
      try Data(reviewed.text(with: outcomes).utf8).write(to: Self.list)
    }
    #expect(outcomes.count > 200)
    let differences = OutcomeList(try String(contentsOf: Self.list, encoding: .utf8)).differences(from: outcomes)
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  /// An envelope is read by its body, whatever the status.
  @Test(.timeLimit(.minutes(2))) func theStatusChangesNothingOfAnEnvelope() async throws {
    var count = 0
    for (path, file) in try files() {
      let found = try await CorpusOutcome(of: file, status: 200)
      guard found.parser == "read" else { continue }
      count += 1
      #expect(try await CorpusOutcome(of: file, status: 500).client == found.client, "\(path)")
    }
    #expect(count > 200)
  }
}
