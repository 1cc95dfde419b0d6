import Foundation
import KakapoProvision
import KakapoSimulator
import TestThreads
import Testing

@testable import KakapoRollout

extension AtPortal {
  @Suite("A journal whose lines were damaged")
  struct JournalDamageTests {
    /// How an edited journal is read.
    private enum Reading: Equatable {
      case refused, nothing, droppedWithAWord
      case silently
    }

    private func read(_ bytes: Data, at path: String) async throws -> (Reading, [RowState]) {
      try bytes.write(to: URL(filePath: path))
      do throws(RolloutError) {
        let journal = try await Journal.resume(path)
        defer { journal.close() }
        return (journal.droppedBytes > 0 ? .droppedWithAWord : .silently, journal.states)
      } catch {
        return ([.nothingToResume].contains(error.code) ? .nothing : .refused, [])
      }
    }

    /// The whole lines of a journal, each with its line end.
    private func lines(of journal: Data) -> [Data] {
      journal.split(separator: 0x0A).map { $0 + [0x0A] }
    }

    /// Deletes and doubles every line, and swaps it with every other.
    private func edits(of lines: [Data]) -> [(String, Data)] {
      var edits: [(String, Data)] = []
      for index in lines.indices {
        var changed = lines
        changed.remove(at: index)
        edits.append(("without line \(index + 1)", Data(changed.joined())))
        changed = lines
        changed.insert(lines[index], at: index)
        edits.append(("line \(index + 1) twice", Data(changed.joined())))
        for other in lines.indices.dropFirst(index + 1) {
          changed = lines
          changed.swapAt(index, other)
          edits.append(("lines \(index + 1) and \(other + 1) swapped", Data(changed.joined())))
        }
      }
      return edits
    }

    /// Runs two rows, one of which is refused, and returns the journal of a finished or an interrupted run.
    private func journal(_ portal: RolloutPortal, isFinished: Bool) async throws -> Data {
      try portal.portal.stock(.unityMobile(.standard), quantity: 1, at: RolloutPortal.serverHostName)
      if !isFinished {
        portal.simulator.inject(.page(status: 403), times: 1, into: .method("AddUserLicense"))
      }
      try await portal.apply(try await portal.plan([.user(1), .user(2)])) { $0.pace.concurrency = 1 }
      return try Data(contentsOf: URL(filePath: portal.journalPath))
    }

    @Test(
      "is refused if a line is missing, duplicated or moved", .onOwnThread,
      arguments: [true, false])
    func lines(isFinished: Bool) async throws {
      try await RolloutPortal.run { portal in
        let whole = try await journal(portal, isFinished: isFinished)
        let path = portal.folder + "/edited.journal"
        // Opening a journal writes the start of a run, so the test reads a copy.
        let (reading, states) = try await read(whole, at: path)
        #expect(reading == .silently && states.count == 2)
        let edits = edits(of: lines(of: whole))
        #expect(edits.count > 60)
        for (what, bytes) in edits where bytes != whole {
          let (reading, left) = try await read(bytes, at: path)
          // A line after the last was never forced to the disk. It is dropped, and the journal says so.
          let isBehindTheEnd = what == "line \(lines(of: whole).count) twice"
          #expect(reading == (isBehindTheEnd ? .droppedWithAWord : .refused), "\(what)")
          if isBehindTheEnd { #expect(left == states) }
        }
      }
    }

    @Test("is refused if it is cut at any byte that was forced to the disk", .onOwnThread)
    func cut() async throws {
      try await RolloutPortal.run { portal in
        let whole = try await journal(portal, isFinished: true)
        let path = portal.folder + "/cut.journal"
        let first = JournalMark.line(0).count
        for length in 0..<whole.count {
          let (reading, _) = try await read(whole.prefix(length), at: path)
          // With only a part of its first line, the file isn't recognised as a journal, and the error says so.
          #expect(reading == (length < first ? .nothing : .refused), "\(length) of \(whole.count) bytes")
        }
      }
    }

    @Test("after the last byte forced to the disk resumes without those lines, and says so", .onOwnThread)
    func unforcedEnd() async throws {
      try await RolloutPortal.run { portal in
        let whole = try await journal(portal, isFinished: false)
        let all = lines(of: whole)
        // Up to the intent of the last call.
        let forced = try #require(all.lastIndex { $0.starts(with: Data(#"{"try":"#.utf8)) })
        let mark = Data(all[...forced].joined()).count
        let old = JournalMark.line(Int64(mark)) + Data(all[1...].joined())
        let path = portal.folder + "/torn.journal"
        let ends = all[forced...].indices.map { Data(all[...$0].joined()).count }
        for length in 0..<old.count {
          let (reading, states) = try await read(old.prefix(length), at: path)
          guard length >= mark else {
            #expect(reading == (length < JournalMark.line(0).count ? .nothing : .refused))
            continue
          }
          #expect(reading == (ends.contains(length) ? .silently : .droppedWithAWord), "\(length)")
          #expect(states.allSatisfy { !$0.isRefused })
          // The rest is a journal that can be written and read again.
          let again = try await Journal.resume(path)
          #expect(again.droppedBytes == 0)
          again.close()
        }
        // A file system may leave zeros.
        let (reading, _) = try await read(old.prefix(mark + 5) + Data(repeating: 0, count: 300), at: path)
        #expect(reading == .droppedWithAWord)
        // A damaged byte before and after the forced part's end.
        for index in old.indices where index >= mark - 100 || index.isMultiple(of: 5) {
          var changed = old
          changed[index] ^= 1
          let (reading, _) = try await read(changed, at: path)
          #expect(reading == (index < mark ? .refused : .droppedWithAWord), "byte \(index)")
        }
      }
    }

    @Test("of the previous version is read unchanged and resumed")
    func versionTwo() async throws {
      try await RolloutPortal.run { portal in
        try FileManager.default.copyItem(
          at: RolloutFixture.url("journal-version-2.jsonl"), to: URL(filePath: portal.journalPath))
        let journal = try await Journal.resume(portal.journalPath)
        #expect(journal.plan.rows.map(\.row.number) == [2, 3, 5])
        #expect(journal.droppedBytes == 0 && journal.endedRows == 0)
        #expect(journal.states.map { $0.isDone(0) } == [true, true, true])
        #expect(journal.states.map { $0.isDoubtful(1) } == [true, true, true])
        for user in ["a", "b", "c"] {
          try await portal.client.addUserWithHierarchy(
            serverHostName: RolloutPortal.serverHostName, resellerId: "Acme", groupId: "London",
            broadworksUserId: "\(user)@acme.example.com", userName: user)
        }
        let summary = try await portal.resume(journal)
        #expect(summary.progress.done == 3)
        let again = try await Journal.resume(portal.journalPath)
        #expect(again.isFinished)
        let text = try String(contentsOfFile: portal.journalPath, encoding: .utf8)
        #expect(text.hasPrefix(#"{"journal":{"#) && text.contains(#""version":2"#))
      }
    }
  }
}
