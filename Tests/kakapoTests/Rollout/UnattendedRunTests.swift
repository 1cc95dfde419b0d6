import Foundation
import KakapoProvision
import KakapoRollout
import KakapoSimulator
import Testing

@testable import kakapo

@Suite("Runs that nobody watches")
struct UnattendedRunTests {
  @Test("take a deadline as a time of the day or a duration")
  func deadlines() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "Europe/London"))
    // 2026-03-28 23:00 in London; the clocks go forward at 01:00 on the 29th.
    let now = Date(timeIntervalSince1970: 1_774_738_800)
    func seconds(_ text: String) -> Double? {
      (RunDeadline.seconds(text) ?? RunDeadline.secondsUntil(text, now, calendar))?.rounded()
    }
    #expect(
      seconds("45s") == 45 && seconds("90m") == 5400 && seconds("2h30m") == 9000 && seconds("1h1m1s") == 3661)
    #expect(seconds("23:30") == 1800 && seconds("00:30") == 5400 && seconds("05:30") == 5.5 * 3600)
    #expect(seconds("23:00") == 82_800)
    for text in ["", "5", "24:00", "12:60", "1:2", "-1m", "1d", "m", "90 m", "25:61", "12:30:00"] {
      #expect(seconds(text) == nil, "\(text)")
    }
  }

  @Test("write their result for Prometheus")
  func metrics() {
    let failures = [RunSamples.refusal(3), RunSamples.refusal(4, code: "mayHaveApplied")]
    var progress = RunSamples.progress(10, done: 7, refused: 2, retried: 3)
    progress.endedBefore = 1
    let end = RunEnd(
      source: "C:\\users \"1\".csv", summary: RunSamples.summary(.finished, progress, failures: failures),
      exitCode: 74, time: Date(timeIntervalSince1970: 1_774_738_800.9))
    let lines = end.metrics.split(separator: "\n").map(String.init)
    let values = lines.filter { !$0.hasPrefix("#") }
    let source = #"source="C:\\users \"1\".csv""#
    #expect(values.contains("kakapo_rollout_exit_code{\(source)} 74"))
    #expect(values.contains("kakapo_rollout_end_time_seconds{\(source)} 1774738800"))
    #expect(values.contains("kakapo_rollout_rows{\(source),outcome=\"done\"} 7"))
    #expect(values.contains("kakapo_rollout_rows{\(source),outcome=\"not_finished\"} 1"))
    #expect(values.contains("kakapo_rollout_rows{\(source),outcome=\"in_doubt\"} 1"))
    // Each metric has its help and type, once, before its values.
    #expect(Set(lines).count == lines.count && lines.count { $0.hasPrefix("# TYPE") } == 6)
    #expect(end.metrics.hasSuffix("\n"))
  }

  @Test("pass their summary to a command, without the password, and keep their exit code")
  func endCommand() async throws {
    try await SampleRollout(rows: (1...3).map { .user($0) }).run { site in
      try site.simulator.portal.stock(.unityDesktop(.pro), quantity: 2, at: "sp.example.com")
      let (summary, variables) = (site.path("summary.json"), site.path("variables"))
      let output = try await site.apply(
        "--on-end", "cat > '\(summary)'; env > '\(variables)'; echo told; exit 3", "--metrics-file",
        site.path("k.prom"),
        "--output", "json")
      #expect(output.status == 65, "\(output.standardError)")
      #expect(
        output.standardError.contains("told\n") && output.standardError.contains("--on-end ended with 3"))
      #expect(try JSONLines(output.standardOutput).summary?.exitCode == 65)
      let passed = try JSONLines(try String(contentsOfFile: summary, encoding: .utf8))
      #expect(passed.summary?.exitCode == 65 && passed.summary?.done == 2 && passed.summary?.refused == 1)
      let names = try String(contentsOfFile: variables, encoding: .utf8)
      let (hasOthers, hasPassword) = (
        names.contains("KAKAPO_STATE_DIR="), names.contains(ToolAtPortal.password)
      )
      #expect(hasOthers && !hasPassword)
      let metrics = try String(contentsOfFile: site.path("k.prom"), encoding: .utf8)
      #expect(
        metrics.contains("outcome=\"refused\"} 1\n")
          && metrics.contains("exit_code{source=\"\(site.file)\"} 65\n"))
    }
  }

  @Test("tell their end also when they did not begin, and let a command that reads nothing be")
  func didNotBegin() async throws {
    try await SampleRollout(rows: [.user(1)]).run { site in
      try Data("serverHostName\n".utf8).write(to: URL(filePath: site.file))
      let metrics = site.path("k.prom")
      let output = try await site.apply("--metrics-file", metrics, "--on-end", "true")
      #expect(output.status == 64 && !output.standardError.contains("--on-end"), "\(output.standardError)")
      let text = try String(contentsOfFile: metrics, encoding: .utf8)
      #expect(
        text.contains("kakapo_rollout_exit_code{source=\"\(site.file)\"} 64\n")
          && !text.contains("rollout_rows"))
      let unwritable = try await site.apply(
        "--metrics-file", site.path("none/k.prom"), "--on-end", "kill -9 $$")
      #expect(unwritable.status == 64)
      #expect(unwritable.standardError.contains("The metrics cannot be written to"))
      #expect(unwritable.standardError.contains("was ended by signal 9"))
    }
  }

  @Test("end with 75 at a deadline, with the rest untouched")
  func deadline() async throws {
    try await SampleRollout(rows: (1...20).map { .user($0) }).run { site in
      let late = try await site.apply("--deadline", "0s")
      #expect(
        late.status == 75 && late.standardError.contains("Stopped at the deadline"), "\(late.standardError)")
      #expect(site.snapshot.users.count < 20)
      let done = try await site.apply("--resume", "--deadline", "9h")
      #expect(done.status == 0 && site.snapshot.users.count == 20, "\(done.standardError)")
    }
  }

  @Test("have a limit of deletions that is set once")
  func maximumDeletions() async throws {
    let rollout = SampleRollout(
      existing: (1...20).map { .user($0) },
      rows: (1...20).map { .user($0, [], state: $0 <= 12 ? .absent : .present) })
    try await rollout.run { site in
      for limit in ["11", "50%", "0"] {
        let refused = try await site.apply("--max-deletions", limit)
        #expect(refused.status == 80 && refused.standardError.contains("the limit for every plan is"))
      }
      #expect(site.simulator.calls(of: "DeleteUser").isEmpty)
      let planned = try await site.tool("plan", site.file, "--max-deletions", "60%")
      #expect(
        planned.status == 0 && planned.standardOutput.contains("--max-deletions 60%"),
        "\(planned.standardOutput)")
      let done = try await site.apply("--max-deletions", "60%")
      #expect(done.status == 0 && site.snapshot.users.count == 8, "\(done.standardError)")
    }
  }
}
