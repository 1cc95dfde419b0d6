import Foundation
import KakapoProvision
import KakapoSimulator
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("Interrupted rollouts, and rollouts for programs", .serialized, .timeLimit(.minutes(10)))
struct InterruptedRolloutTests {
  private static let twenty = SampleRollout(
    rows: (1...20).map { .user($0) }, options: ["--concurrency", "4"])

  @Test("finish calls in flight after one signal, and exit with 75", arguments: [SIGINT, SIGTERM, SIGHUP])
  func oneSignal(number: Int32) async throws {
    try await Self.twenty.run { site in
      let run = try await site.startAndHold(calls: 5)
      run.signal(number)
      #expect(await run.standardError.contains("A second Ctrl-C stops at once"))
      site.simulator.releaseCalls()
      let output = await run.output()
      #expect(output.status == 75)
      #expect(output.standardError.contains("kakapo apply --resume"))
      #expect(site.simulator.callCount == 5)
      let done = try JournalText(path: site.journal).done
      #expect(done == Set(site.simulator.requests.compactMap(\.step)))
      try await site.resumeAndExpectAll()
    }
  }

  @Test("exit with 75 and a summary when the terminal hangs up, except under nohup")
  func hangUp() async throws {
    try await Self.twenty.run { site in
      let run = try await site.startAndHold(calls: 5, "--output", "json")
      run.signal(SIGHUP)
      #expect(await run.standardOutput.contains(#""event":"stopping""#))
      site.simulator.releaseCalls()
      let output = await run.output()
      #expect(output.status == 75)
      let summary = try JSONLines(output.standardOutput).summary
      #expect(summary?.exitCode == 75 && summary?.ending == "interrupted")

      site.simulator.holdCalls()
      // A child process inherits an ignored signal.
      signal(SIGHUP, SIG_IGN)
      let kept = try site.start("--resume")
      signal(SIGHUP, SIG_DFL)
      try #require(await site.simulator.holds(1, from: kept))
      kept.signal(SIGHUP)
      site.simulator.releaseCalls()
      #expect(await kept.output().status == 0)
    }
  }

  @Test("abandon the calls in flight after two signals, and exit with 75")
  func twoSignals() async throws {
    try await Self.twenty.run { site in
      let run = try await site.startAndHold(calls: 5)
      run.signal(SIGINT)
      #expect(await run.standardError.contains("A second Ctrl-C stops at once"))
      run.signal(SIGINT)
      // The command ends while the calls are still held.
      let output = await run.output()
      #expect(output.status == 75)
      site.simulator.releaseCalls()
      await site.simulator.waitUntilNoClientIsConnected()
      #expect(site.simulator.callCount == 5)
      let done = try JournalText(path: site.journal).done.count
      #expect(done + 4 == site.simulator.callCount)
      try await site.resumeAndExpectAll()
    }
  }

  @Test("exit with 75 after some signals, even if no program reads their output")
  func nobodyReads() async throws {
    try await SampleRollout(rows: (1...600).map { .user($0, []) }).run { site in
      let process = Process()
      process.executableURL = CommandLineTool.executable
      process.arguments = site.arguments(["--output", "json"])
      process.environment = site.tool.environment
      let output = Pipe()
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Wait until the pipe is full, and the buffer behind it nearly full of events.
      await site.simulator.waitForCalls(490)
      var count: Int32 = 0
      while count < 60_000, process.isRunning {
        _ = ioctl(output.fileHandleForReading.fileDescriptor, UInt(FIONREAD), &count)
        try await Task.sleep(for: .milliseconds(1))
      }
      while process.isRunning, !Task.isCancelled {
        kill(process.processIdentifier, SIGINT)
        try await Task.sleep(for: .milliseconds(1))
      }
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      while process.isRunning { try await Task.sleep(for: .milliseconds(1)) }
      #expect(process.terminationReason == .exit && process.terminationStatus == 75)
    }
  }

  @Test("exit with 75 during planning, with nothing changed", arguments: ["table", "json"])
  func whilePlanning(format: String) async throws {
    try await Self.twenty.run { site in
      site.simulator.holdCalls()
      let run = try site.start("--compare", "--output", format)
      try #require(await site.simulator.holds(1, from: run))
      run.signal(SIGINT)
      let output = await run.output()
      #expect(output.status == 75, "\(output.standardError)")
      if format == "json" {
        #expect(try JSONLines(output.standardOutput).summary?.exitCode == 75)
      } else {
        #expect(!output.standardError.contains("CancellationError"))
      }
      site.simulator.releaseCalls()
      #expect(site.snapshot.users.isEmpty)
    }
  }

  @Test("report events as one JSON object a line, and the counts add up")
  func events() async throws {
    try await Self.twenty.run { site in
      try site.simulator.portal.stock(.unityMobile(.standard), quantity: 15, at: "sp.example.com")
      let output = try await site.apply("--output", "json")
      #expect(output.status == 65)
      let lines = try JSONLines(output.standardOutput)
      #expect(lines.lines.contains { $0.event == "began" && $0.total == 20 && $0.done == 0 })
      #expect(lines.rows("done") == 15)
      #expect(lines.rows("refused") == 5)
      let summary = try #require(lines.summary)
      #expect(summary.done == 15 && summary.refused == 5 && summary.notTried == 0 && summary.total == 20)
      #expect(summary.exitCode == 65 && summary.ending == "finished")
    }
  }

  @Test("report the true count when interrupted and when resumed", arguments: [1, 2])
  func interruptedEvents(signals: Int) async throws {
    try await Self.twenty.run { site in
      // 20 users and their 40 licences; a user's licences follow the user at once.
      let run = try await site.startAndHold(calls: 33, "--output", "json")
      run.signal(SIGINT)
      #expect(await run.standardOutput.contains(#""event":"stopping""#))
      if signals == 2 { run.signal(SIGINT) } else { site.simulator.releaseCalls() }
      let output = await run.output()
      site.simulator.releaseCalls()
      #expect(output.status == 75)
      let lines = try JSONLines(output.standardOutput)
      let summary = try #require(lines.summary)
      let done = try #require(summary.done)
      let notTried = try #require(summary.notTried)
      #expect(done > 0 && done == lines.rows("done"))
      #expect(summary.refused == 0 && done + notTried == 20)
      #expect(summary.exitCode == 75 && summary.ending == "interrupted")
      await site.simulator.waitUntilNoClientIsConnected()

      let resumed = try JSONLines(try await site.apply("--resume", "--output", "json").standardOutput)
      #expect(resumed.lines.contains { $0.event == "began" && $0.done == done && $0.endedBefore == done })
      #expect(resumed.rows("done") == notTried)
      #expect(resumed.summary?.done == 20)
      #expect(resumed.summary?.exitCode == 0)
    }
  }
}

extension RolloutSite {
  /// Begins to apply the file, and holds the four calls in flight after this many calls.
  fileprivate func startAndHold(calls: Int, _ more: String...) async throws -> StartedTool {
    simulator.holdCalls()
    let run = try StartedTool(tool, arguments(more))
    // No other call goes out before the login is accepted.
    try #require(await simulator.holds(1, from: run))
    for _ in stride(from: 1, to: calls, by: 4) {
      simulator.releaseHeldCalls()
      try #require(await simulator.holds(4, from: run))
    }
    return run
  }

  fileprivate func resumeAndExpectAll() async throws {
    let output = try await apply("--resume")
    #expect(output.status == 0, "\(output.standardError)")
    #expect(snapshot.users.count == 20)
    #expect(snapshot.users.allSatisfy { $0.licenses.count == 2 })
    simulator.expectNothingRepeated([], "after an interruption")
  }
}
