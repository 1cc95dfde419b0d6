import Foundation
import KakapoRollout
import KakapoSimulator
import Testing

/// Inputs from pipes and links, or with names that aren't UTF-8.
@Suite(.serialized)
struct InputFileTests {
  private static let rows = (1...3).map { UserRow.user($0) }

  private func run(_ body: (RolloutSite) async throws -> Void) async throws {
    try await SampleRollout(rows: Self.rows).run(body)
  }

  @Test("may come through a pipe if the journal's path is given")
  func pipe() async throws {
    try await run { site in
      let script = "cat users.csv | kakapo"
      let plan = try await site.tool.shell("\(script) plan -", in: site.folder)
      #expect(plan.status == 0, "\(plan.standardError)")
      #expect(plan.standardOutput.hasPrefix("standard input: CSV, UTF-8, semicolon, 3 rows"))
      #expect(plan.standardOutput.contains("kakapo apply - --journal rollout.journal"))
      for name in ["-", "/dev/stdin"] {
        let refused = try await site.tool.shell("\(script) apply \(name) --yes", in: site.folder)
        #expect(refused.status == 64)
        #expect(refused.standardError.contains("Add --journal PATH."), "\(refused.standardError)")
      }
      #expect(site.snapshot.users.isEmpty)
      let done = try await site.tool.shell("\(script) apply - --yes --journal run.journal", in: site.folder)
      #expect(done.status == 0, "\(done.standardError)")
      #expect(site.snapshot.users.count == 3)
      let again = try await site.tool.shell(
        "\(script) apply /dev/stdin --yes --resume --journal run.journal", in: site.folder)
      #expect(again.status == 0, "\(again.standardError)")
      #expect(FileManager.default.fileExists(atPath: site.path("run.journal")))
    }
  }

  @Test("have the same journal through every link")
  func link() async throws {
    try await run { site in
      let done = try await site.tool.shell(
        "mkdir data && mv users.csv data && ln -s data/users.csv link.csv && ln -s link.csv second.csv && "
          + "kakapo apply second.csv --yes", in: site.folder)
      #expect(done.status == 0, "\(done.standardError)")
      #expect(FileManager.default.fileExists(atPath: site.path("data/users.csv.journal")))
      for name in ["link.csv.journal", "second.csv.journal"] {
        #expect(!FileManager.default.fileExists(atPath: site.path(name)))
      }
      for name in ["link.csv", "data/users.csv"] {
        let again = try await site.tool.shell("kakapo apply \(name) --resume --yes", in: site.folder)
        #expect(again.status == 0, "\(again.standardError)")
        #expect(
          again.standardOutput.contains("data/users.csv.journal is finished"), "\(again.standardOutput)")
      }
    }
  }

  @Test("may have a name that isn't UTF-8, which the journal's name spells in ASCII")
  func name() async throws {
    try await run { site in
      let script = "name=\"$(printf 'caf\\351.csv')\"; [ -f users.csv ] && mv users.csv \"$name\"; kakapo"
      let plan = try await site.tool.shell("\(script) plan \"$name\"", in: site.folder)
      #expect(plan.status == 0, "\(plan.standardError)")
      #expect(plan.standardOutput.hasPrefix("caf%E9.csv: CSV"))
      let done = try await site.tool.shell("\(script) apply \"$name\" --yes", in: site.folder)
      #expect(done.status == 0, "\(done.standardError)")
      #expect(site.snapshot.users.count == 3)
      #expect(FileManager.default.fileExists(atPath: site.path("caf%E9.csv.journal")))
      let missing = try await site.tool.shell("kakapo plan \"$(printf 'no\\377.csv')\"", in: site.folder)
      #expect(missing.status == 64)
      #expect(missing.standardError.contains("\"no%FF.csv\" cannot be read: there is no such file"))
    }
  }

  @Test("without an end are refused at once")
  func endless() async throws {
    try await run { site in
      for source in ["plan /dev/zero", "apply /dev/zero --journal j --yes"] {
        let output = try await site.tool.shell("kakapo \(source)", in: site.folder)
        #expect(output.status == 64)
        #expect(output.standardError.contains("begins with zeros"))
      }
      let lines = try await site.tool.shell("yes 'a,b' | kakapo plan -", in: site.folder)
      #expect(lines.status == 64)
      #expect(lines.standardError.contains("limit of 128 MiB"))
    }
  }
}
