import KakapoRollout
import Synchronization

/// Writes the file of the refused rows before a run's journal ends, and says later what was written.
///
/// The progress display is at work until then.
final class FilesAtEnd: Sendable {
  private let file: FailedRowsFile
  private let format: InputFormat?
  private let isOld: Bool
  private let said = Mutex<[String]>([])
  private let problem = Mutex<RolloutError?>(nil)

  /// - Parameters:
  ///   - file: The file of the refused rows.
  ///   - format: How the input was written, if it was no plan.
  ///   - isOld: Whether the run ended earlier, and was told then.
  init(_ file: FailedRowsFile, format: InputFormat?, isOld: Bool) {
    self.file = file
    self.format = format
    self.isOld = isOld
  }

  /// Why the file was not written, if it was not.
  var failure: RolloutError? { problem.withLock { $0 } }

  /// Writes the rows that were refused.
  ///
  /// - Parameter summary: The result.
  /// - Returns: Whether they are on the disk.
  func write(_ summary: RolloutSummary) -> Bool {
    do throws(RolloutError) {
      try file.write(summary, format: format, isOld: isOld) { text in said.withLock { $0.append(text) } }
      return true
    } catch {
      problem.withLock { $0 = error }
      return false
    }
  }

  /// Says what was written, or why it was not.
  func tell(_ say: (String) -> Void) {
    for text in said.withLock({ $0 }) { say(text) }
    if let failure { Report.complain(failure.description) }
  }
}
