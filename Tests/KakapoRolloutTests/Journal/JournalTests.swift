import Foundation
import KakapoProvision
import KakapoSimulator
import Support
import TestTraces
import Testing

@testable import KakapoRollout

extension AtPortal {
  @Suite("The journal")
  struct JournalTests {
    private func lines(_ path: String) throws -> [String] {
      try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private func hasEnded(_ lines: [String]) -> Bool { lines.last?.hasPrefix(#"{"end":true,"#) ?? false }

    @Test("has every step before it is tried, its result, and no password")
    func contents() async throws {
      try await RolloutPortal.run { portal in
        try portal.portal.stock(.unityDesktop(.pro), quantity: 1, at: RolloutPortal.serverHostName)
        try await portal.apply(try await portal.plan([.user(1), .user(2)]))
        let lines = try lines(portal.journalPath)
        #expect(lines[0].hasPrefix(#"{"forced":""#))
        #expect(lines[1].hasPrefix(#"{"journal":{"#))
        #expect(lines[2].contains("user1@acme.example.com") && lines[3].contains("user2@acme.example.com"))
        #expect(lines[4].hasPrefix(#"{"run":{"#))
        #expect(lines.count { $0.hasPrefix(#"{"try":"#) } >= 5)
        #expect(lines.count { $0.contains(#""refused":["#) } == 1)
        #expect(hasEnded(lines))
        let text = lines.joined()
        #expect(!text.contains("Geheim"))
        for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
      }
    }

    @Test("cut off at any byte is resumed or started again, and the portal ends up the same")
    func torn() async throws {
      try await RolloutPortal.run { portal in
        let rows = (1...2).map { UserRow.user($0) }
        let plan = try await portal.plan(rows)
        try await portal.apply(plan) { $0.pace.concurrency = 1 }
        let whole = try Data(contentsOf: URL(filePath: portal.journalPath))
        let path = portal.folder + "/torn.journal"
        var resumed = 0
        for length in stride(from: 0, through: whole.count, by: 7) {
          try? FileManager.default.removeItem(atPath: path)
          // As if the power had failed before any of it was forced to the disk.
          let mark = JournalMark.line(0)
          try (mark + whole.dropFirst(mark.count)).prefix(length).write(to: URL(filePath: path))
          let journal: Journal
          do throws(RolloutError) {
            journal = try await Journal.resume(path)
            resumed += 1
          } catch {
            #expect(error.code == .nothingToResume)
            journal = try await Journal.begin(path, plan: plan, client: portal.client)
          }
          // The portal has every change, the journal only a part: that is what a loss of power leaves.
          let summary = try await portal.resume(journal)
          #expect(summary.progress.done == 2)
          #expect(portal.holdings.values.allSatisfy { $0.count == 2 })
          #expect(hasEnded(try lines(path)))
          for line in try lines(path) { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        }
        #expect(resumed > 20)
      }
    }

    @Test("of another input, user, endpoint or version is refused, and so is a damaged one")
    func foreign() async throws {
      try await RolloutPortal.run { portal in
        portal.simulator.inject(.page(status: 403), times: 1)
        try await portal.apply(try await portal.plan([.user(1), .user(2)]))
        let journal = try await Journal.resume(portal.journalPath)
        let error = #expect(throws: RolloutError.self) {
          try journal.check(client: portal.client, input: try RolloutInput(rows: [.user(1), .user(3)]))
        }
        #expect(error?.code == .otherJournal)
        try journal.check(client: portal.client, input: try RolloutInput(rows: [.user(1), .user(2)]))
        let other = try ProvisionClient(credentials: Credentials(userName: "interface", password: "hunter2"))
        #expect(throws: RolloutError.self) { try journal.check(client: other) }
        _ = await RolloutRun.start(journal, client: portal.client).finish()

        let text = try String(contentsOfFile: portal.journalPath, encoding: .utf8)
        for (change, with) in [
          (#""version":3"#, #""version":1"#), (#""version":3"#, #""version":2"#), ("user1@", "user9@"),
          (#"{"try":[0,0],"#, #"{"try":[1,0],"#),
          (#"{"done":[0,0],"#, #"{"done":[1,0],"#),
          (#"{"journal":{"#, #"{"diary":{"#), (#""rows":2"#, #""rows":9000000000000000000"#),
          (#""rows":2"#, #""rows":-1"#),
        ] {
          let path = portal.folder + "/changed.journal"
          try text.replacing(change, with: with, maxReplacements: 1).write(
            toFile: path, atomically: true, encoding: .utf8)
          let error = await #expect(throws: RolloutError.self) { try await Journal.resume(path) }
          #expect(error?.code == .otherJournal, "\(change): \(error?.description ?? "")")
          // An unreadable file may be a journal that is needed.
          let refusal = await #expect(throws: RolloutError.self) {
            try await Journal.begin(path, plan: journal.plan, client: portal.client)
          }
          #expect(refusal?.code == .otherJournal, "\(change)")
        }
      }
    }

    @Test("is used by one run at a time; the second run's error names the process that holds it")
    func locked() async throws {
      try await RolloutPortal.run { portal in
        let plan = try await portal.plan([.user(1)])
        let journal = try await Journal.begin(portal.journalPath, plan: plan, client: portal.client)
        let error = await #expect(throws: RolloutError.self) {
          try await Journal.begin(portal.journalPath, plan: plan, client: portal.client)
        }
        #expect(error?.code == .locked)
        #expect(
          error?.description.contains("process \(ProcessInfo.processInfo.processIdentifier) on ") == true)
        let summary = try await portal.resume(journal)
        #expect(summary.progress.done == 1)
        // A finished journal is moved aside and kept.
        _ = try await Journal.begin(portal.journalPath, plan: plan, client: portal.client)
        #expect(FileManager.default.fileExists(atPath: portal.journalPath + ".previous"))
      }
    }

    @Test("records the end of the run only after the result files are written")
    func filesFirst() async throws {
      try await RolloutPortal.run { portal in
        try portal.portal.stock(.unityDesktop(.pro), quantity: 0, at: RolloutPortal.serverHostName)
        let plan = try await portal.plan([.user(1)])
        let told = Locked<[Int]>([])
        func options(_ isWritten: Bool) -> (inout RolloutRun.Options) -> Void {
          { [path = portal.journalPath] options in
            options.willEnd = { summary in
              let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
              // The journal already has the refusals, so they aren't lost with the file.
              #expect(text.contains(#""refused":["#) && !text.contains(#"{"end":"#))
              told.withLock { $0.append(summary.failures.count) }
              return isWritten
            }
          }
        }
        try await portal.apply(plan, options(false))
        let open = try await Journal.resume(portal.journalPath)
        #expect(!open.isFinished && open.endedRows == 1)
        let calls = portal.simulator.callCount
        try await portal.resume(open, options(true))
        #expect(portal.simulator.callCount == calls)
        #expect(told.withLock { $0 } == [1, 1])
        #expect(try await Journal.resume(portal.journalPath).isFinished)
      }
    }

    @Test("of an unfinished run isn't overwritten by mistake")
    func unfinished() async throws {
      try await RolloutPortal.run { portal in
        portal.simulator.inject(.page(status: 403), times: 1)
        let plan = try await portal.plan([.user(1), .user(2)])
        try await portal.apply(plan)
        let error = await #expect(throws: RolloutError.self) {
          try await Journal.begin(portal.journalPath, plan: plan, client: portal.client)
        }
        #expect(error?.code == .unfinishedJournal)
        #expect(error?.remedies.map(\.action) == [.resumeJournal, .useAnotherJournal])
        #expect(error?.remedies.first?.subject == portal.journalPath)
      }
    }

    @Test("of an unfinished run isn't overwritten under its .previous name either")
    func movedAside() async throws {
      try await RolloutPortal.run { portal in
        let previous = portal.journalPath + ".previous"
        let plan = try await portal.plan([.user(1)])
        try await Journal.begin(previous, plan: plan, client: portal.client).close()
        try await portal.apply(plan)
        let early = #expect(throws: RolloutError.self) { try Journal.checkUnused(portal.journalPath) }
        #expect(early?.code == .unfinishedJournal)
        let error = await #expect(throws: RolloutError.self) {
          try await Journal.begin(portal.journalPath, plan: plan, client: portal.client)
        }
        #expect(error?.description.contains(previous) == true)
        let summary = try await portal.resume(try await Journal.resume(previous))
        #expect(summary.progress.done == 1)
      }
    }

    @Test("isn't searched for in a long file with another beginning", .timeLimit(.minutes(10)))
    func longFile() async throws {
      try await RolloutPortal.run { portal in
        defer { TestTraces.removeAlways(URL(filePath: portal.journalPath)) }
        try Data().write(to: URL(filePath: portal.journalPath))
        let file = try #require(FileHandle(forWritingAtPath: portal.journalPath))
        // The file is sparse and takes no space on the disk.
        try file.truncate(atOffset: 1 << 40)
        try file.close()
        let error = #expect(throws: RolloutError.self) { try Journal.status(of: portal.journalPath) }
        #expect(error?.code == .otherJournal)
      }
    }

    @Test("that cannot be written stops the run")
    func fullDisk() async throws {
      try await RolloutPortal.run { portal in
        let plan = try await portal.plan([.user(1)])
        let error = await #expect(throws: RolloutError.self) {
          try await Journal.begin("/proc/nothing/users.journal", plan: plan, client: portal.client)
        }
        #expect(error?.code == .unusableFile)
        #expect(portal.simulator.callCount == 0)
      }
    }

    @Test("one run at an endpoint and user; the second run's error names the process")
    func oneRun() async throws {
      try await RolloutPortal.run { portal in
        let state = RolloutState(folder: portal.folder + "/state")
        let lock = try state.lock(portal.client)
        let error = #expect(throws: RolloutError.self) { try state.lock(portal.client) }
        #expect(error?.code == .locked)
        #expect(
          error?.description.contains("process \(ProcessInfo.processInfo.processIdentifier) on ") == true)
        lock.release()
        try state.lock(portal.client).release()
      }
    }
  }
}
