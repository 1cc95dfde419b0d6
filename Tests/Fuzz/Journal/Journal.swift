import Foundation
import FuzzSupport
@testable import KakapoRollout

/// A journal that was damaged is refused, or read without a step, row or run counting as done that had not been.
///
/// Bytes that begin with `{` are the lines of a journal without their checksums; anything else is a list of damages to a
/// journal that a run has written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = input(start, count)
  guard bytes.first != UInt8(ascii: "{") else {
    var chain = JournalChain()
    let lines = bytes.split(separator: 0x0A).map { Array(chain.signed(Data($0))) }
    check(Array(JournalMark.line(0)) + lines.flatMap { $0 + [0x0A] }, against: nil)
    return 0
  }
  let damages = Damages(bytes)
  let sample = Sample.all[Int(damages.first) % Sample.all.count]
  let damaged = damages.done(to: sample.bytes)
  check(damaged, against: sample)
  return 0
}

private func check(_ bytes: [UInt8], against sample: Sample?) {
  ScratchFile.write(bytes)
  let path = ScratchFile.path
  let outcome = wait(for: { () async -> Result<Journal, RolloutError> in
    do throws(RolloutError) {
      return .success(try await Journal.resume(path))
    } catch {
      return .failure(error)
    }
  })
  switch outcome {
  case .failure(let error):
    require([.otherJournal, .nothingToResume].contains(error.code), "refused as \(error.code): \(error)")
    require(!error.description.isEmpty, "refused without words")
  case .success(let journal):
    defer { journal.close() }
    check(journal)
    if let sample { check(journal, against: sample) }
  }
}

private func check(_ journal: Journal) {
  require(journal.states.count == journal.plan.rows.count, "states and rows differ in number")
  require(journal.head.rows == journal.plan.rows.count, "the head has another number of rows")
  require(journal.endedRows <= journal.plan.rows.count, "more rows ended than there are")
  for place in journal.failures.keys {
    require(journal.plan.rows.indices.contains(place), "a failure of a row that is not there")
  }
}

private func check(_ journal: Journal, against sample: Sample) {
  require(journal.plan == sample.plan, "another plan")
  require(!journal.isFinished || sample.isFinished, "finished, and it was not")
  for (row, state) in journal.states.enumerated() {
    require(!state.isRefused || sample.states[row].isRefused, "row \(row) is refused, and it was not")
    for step in journal.plan.rows[row].steps.indices where state.isDone(step) {
      require(sample.states[row].isDone(step), "step \(step) of row \(row) is done, and it was not")
    }
  }
}
