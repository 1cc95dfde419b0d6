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

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case table
  /// For programs.
  case json
}

/// The option that chooses it.
struct OutputOptions: ParsableArguments {
  @Option(help: "How to print results.")
  var output: OutputFormat = .table
}

/// Ends commands that have asked a server.
enum PromptExit {
  /// Runs a command's work and ends the process, without the handlers that libraries leave for the end.
  ///
  /// OpenSSL's takes down what a thread of Foundation may still be using for a request that ran out of time;
  /// the process then crashes, with its output unwritten.
  ///
  /// - Parameter body: The work.
  /// - Throws: What `body` throws, unless it is an `ExitCode`.
  static func after(_ body: () async throws -> Void) async throws {
    var status = ExitCode.success
    do {
      try await body()
      try StandardOutput.finish()
    } catch let code as ExitCode {
      status = code
    }
    fflush(nil)
    _exit(status.rawValue)
  }
}

/// Tells everything that is the matter with an input.
struct InputFindings {
  private struct Listing: Encodable {
    let findings: [Finding]
  }

  private let error: RolloutInputError

  init(_ error: RolloutInputError) { self.error = error }

  func tell(as format: OutputFormat) {
    let findings = error.findings.map(\.inCommandWords)
    if format == .json {
      try? JSONOutput.print(Listing(findings: findings))
      return
    }
    for finding in findings { StandardError.write(Printable.line(finding.description) + "\n") }
    Report.complain(
      "\(PlainNumber.text(findings.count, "problem")) in the input. Nothing was sent.")
  }
}
