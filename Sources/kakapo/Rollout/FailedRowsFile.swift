import Foundation
import KakapoRollout

/// The file of the failed rows.
///
/// Somebody may be at work on the one that is there, or it may be another's: nothing is written over, and nothing
/// removed.
struct FailedRowsFile {
  let files: RolloutFiles
  let say: (String) -> Void

  /// Writes the rows that were refused.
  ///
  /// - Parameters:
  ///   - summary: What came of the run.
  ///   - format: How the input was written, if it was no plan.
  ///   - isOld: Whether the run ended earlier, and was told then.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  func write(_ summary: RolloutSummary, format: InputFormat?, isOld: Bool) throws(RolloutError) {
    let path = files.failedRows
    guard !summary.failures.isEmpty else {
      // Those of an earlier run are no longer true, if this one got to them.
      guard case .finished = summary.ending, !isOld, !files.isSource(path), FailedRowsWriter.wrote(path)
      else { return }
      guard let kept = putAway(path) else {
        throw RolloutError(
          .unusableFile, "No row was refused; the file \(path) is of an earlier run, and cannot be renamed.")
      }
      return say("No row was refused; those of an earlier run are in \(kept) now.")
    }
    if isOld, FileManager.default.fileExists(atPath: path) { return say("The refused rows are in \(path).") }
    let format = format ?? InputFormat()
    let unfinished = unused(path + ".new")
    let writer = try FailedRowsWriter(path: unfinished, format: format)
    for result in summary.failures {
      if let failure = result.failure { try writer.append(row: result.row, failure: failure) }
    }
    try writer.close()
    let isThere = FileManager.default.fileExists(atPath: path)
    let isSame = isThere && FileManager.default.contentsEqual(atPath: path, andPath: unfinished)
    let kept = isThere && !isSame ? putAway(path) : nil
    guard !isThere || isSame || kept != nil, rename(unfinished, path) == 0 else {
      throw RolloutError(
        .unusableFile, "The file \(path) cannot be written; the refused rows are in \(unfinished).")
    }
    if let kept { say("What was in \(path) is in \(kept) now.") }
    say(
      "The refused rows, with reasons, are in \(path). Once their cause is gone: "
        + files.failedRowsCommand(FailedRowsWriter.readingOptions(for: format)))
  }

  /// Renames a file.
  ///
  /// - Returns: Its new name; `nil` when it has the old one still.
  private func putAway(_ path: String) -> String? {
    let kept = unused(path + ".previous")
    return rename(path, kept) == 0 ? kept : nil
  }

  /// A name that no file has: the one given, or with a number behind it.
  private func unused(_ name: String) -> String {
    var path = name
    var number = 2
    while FileManager.default.fileExists(atPath: path) {
      path = "\(name).\(number)"
      number += 1
    }
    return path
  }
}
