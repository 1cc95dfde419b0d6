import Foundation
import KakapoProvision
import KakapoRollout
import Support
import Synchronization

/// The file of the failed rows.
///
/// A person may be working on an existing file, or it may belong to another run. It is never overwritten or
/// removed.
struct FailedRowsFile {
  let files: RolloutFiles

  /// Writes the refused rows.
  ///
  /// - Parameters:
  ///   - summary: The summary of the run.
  ///   - format: The format of the input, unless it was a plan.
  ///   - isOld: Whether the run ended earlier and was reported then.
  ///   - say: Called with messages about the file.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  func write(
    _ summary: RolloutSummary, format: InputFormat?, isOld: Bool, say: (String) -> Void
  ) throws(RolloutError) {
    let path = files.failedRows
    guard !summary.failures.isEmpty else {
      // The rows of an earlier run are out of date if this run has finished.
      guard case .finished = summary.ending, !isOld, !files.isSource(path), FailedRowsWriter.wrote(path)
      else { return }
      guard let kept = putAway(path) else {
        throw RolloutError(
          .unusableFile, "No row was refused, but the file \(path) of an earlier run cannot be renamed.")
      }
      return say("No row was refused. The refused rows of an earlier run are now in \(kept).")
    }
    let format = (format ?? InputFormat()).covering(summary.failures.map(\.row))
    let unfinished = PrivateFile.unusedName(path + ".new")
    let writer = try FailedRowsWriter(path: unfinished, format: format)
    for result in summary.failures {
      if let failure = result.failure { try writer.append(row: result.row, failure: failure) }
    }
    try writer.close()
    let name = isOld ? own(path, for: unfinished) : path
    let isThere = FileManager.default.fileExists(atPath: name)
    let isSame = isThere && FileManager.default.contentsEqual(atPath: name, andPath: unfinished)
    let kept = isThere && !isSame ? putAway(name) : nil
    guard !isThere || isSame || kept != nil, rename(unfinished, name) == 0 else {
      throw RolloutError(
        .unusableFile, "The file \(name) cannot be written; the refused rows are in \(unfinished).")
    }
    PrivateFile.forceFolder(of: name)
    if let kept { say("The previous \(name) is now \(kept).") }
    if name != path { say("This run did not write the file \(path), so it is left as it is.") }
    say(
      "The refused rows, with the reasons, are in \(name). Once the cause is fixed: "
        + files.failedRowsCommand(name, FailedRowsWriter.readingOptions(for: format)))
  }

  /// The name for the rows of a run that ended earlier: an unused one, or that of a file with the same
  /// content.
  ///
  /// The file with the ordinary name may belong to another run by now, or may have been corrected.
  private func own(_ path: String, for content: String) -> String {
    var name = path
    var number = 1
    while FileManager.default.fileExists(atPath: name),
      !FileManager.default.contentsEqual(atPath: name, andPath: content)
    {
      name = path + (number == 1 ? ".again" : ".again.\(number)")
      number += 1
    }
    return name
  }

  /// Renames a file.
  ///
  /// - Returns: The new name; `nil` if the file could not be renamed.
  private func putAway(_ path: String) -> String? {
    let kept = PrivateFile.unusedName(path + ".previous")
    return rename(path, kept) == 0 ? kept : nil
  }
}

/// Writes the file of the refused rows before a run's journal ends, and reports it later.
///
/// The progress display uses the terminal until then.
final class FilesAtEnd: Sendable {
  private let file: FailedRowsFile
  private let format: InputFormat?
  private let isOld: Bool
  private let said = Mutex<[String]>([])
  private let problem = Mutex<RolloutError?>(nil)

  /// - Parameters:
  ///   - file: The file of the refused rows.
  ///   - format: The format of the input, unless it was a plan.
  ///   - isOld: Whether the run ended earlier and was reported then.
  init(_ file: FailedRowsFile, format: InputFormat?, isOld: Bool) {
    self.file = file
    self.format = format
    self.isOld = isOld
  }

  /// Why the file could not be written, if it failed.
  var failure: RolloutError? { problem.withLock { $0 } }

  /// Writes the refused rows.
  ///
  /// - Parameter summary: The result.
  /// - Returns: Whether the rows are on the disk.
  func write(_ summary: RolloutSummary) -> Bool {
    do throws(RolloutError) {
      try file.write(summary, format: format, isOld: isOld) { text in said.withLock { $0.append(text) } }
      return true
    } catch {
      problem.withLock { $0 = error }
      return false
    }
  }

  /// Reports the written file, or the failure.
  func tell(_ say: (String) -> Void) {
    for text in said.withLock({ $0 }) { say(text) }
    if let failure { Report.complain(failure.description) }
  }
}
