import ArgumentParser
import Foundation
import KakapoProvision
import KakapoRollout

/// Ends commands: results on standard output, errors in one line on standard error, and the exit code.
enum Report {
  /// Runs a command's work and tells a failed call.
  ///
  /// - Parameters:
  ///   - format: JSON puts the error on standard output, where the result would stand.
  ///   - body: The work.
  /// - Throws: `ExitCode` for a failed call; other errors as they are.
  static func errors(
    as format: OutputFormat = .table, _ body: () async throws -> Void
  ) async throws {
    do {
      try await body()
    } catch let error as ProvisionError {
      switch format {
      case .json: try JSONOutput.print(JSONError(error))
      case .table: complain(error.inCommandWords.description)
      }
      throw ExitStatus(error).exitCode
    } catch let error as RolloutInputError {
      InputFindings(error).tell(as: format)
      throw ExitStatus.misuse.exitCode
    } catch let error as RolloutError {
      switch format {
      case .json: try JSONOutput.print(JSONError(error))
      case .table: complain(error.inCommandWords.description)
      }
      throw ExitStatus(error).exitCode
    } catch is CancellationError {
      complain("Interrupted; nothing was changed.")
      throw ExitStatus.interrupted.exitCode
    } catch let error as FileLoginLatchError {
      complain(error.description)
      throw ExitStatus.unexpected.exitCode
    }
  }

  static func complain(_ text: String) {
    StandardError.write("kakapo: \(Printable.line(text))\n")
  }
}
