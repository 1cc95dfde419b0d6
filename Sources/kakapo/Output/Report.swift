import ArgumentParser
import Foundation
import KakapoProvision
import KakapoRollout

/// Ends commands: with results on standard output, one-line errors on standard error, and the exit code.
enum Report {
  /// Runs a command's work and reports a failed call.
  ///
  /// - Parameters:
  ///   - format: With JSON, the error goes to standard output in place of the result.
  ///   - listsAll: Whether equal findings are listed one by one.
  ///   - body: The work.
  /// - Throws: `ExitCode` for a failed call; other errors as they are.
  static func errors(
    as format: OutputFormat = .table, listsAll: Bool = false, _ body: () async throws -> Void
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
      InputFindings(error, listsAll: listsAll).tell(as: format)
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

  /// Prints a message.
  ///
  /// Its further lines are indented, so that a server's text cannot look like a message of the command.
  static func complain(_ text: String) {
    let lines = text.split(whereSeparator: \.isNewline).map { Printable.line(String($0)) }
    StandardError.write("kakapo: " + lines.joined(separator: "\n  ") + "\n")
  }
}

/// The output format of results.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case table
  /// For programs.
  case json
}

/// The option for the output format.
struct OutputOptions: ParsableArguments {
  @Option(help: "How to print results.")
  var output: OutputFormat = .table
}

/// Ends commands that have called a server.
enum PromptExit {
  /// Runs a command's work and ends the process without the exit handlers of libraries.
  ///
  /// The handler of OpenSSL releases memory that a thread of Foundation may still use for a request that timed out.
  /// The process would crash and lose its output.
  ///
  /// - Parameter body: The work.
  /// - Throws: The errors of `body`, unless it is an `ExitCode`.
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

/// Reports all problems in an input.
struct InputFindings {
  private struct Listing: Encodable {
    let findings: [Finding]
  }

  private let error: RolloutInputError
  private let listsAll: Bool

  init(_ error: RolloutInputError, listsAll: Bool) {
    self.error = error
    self.listsAll = listsAll
  }

  func tell(as format: OutputFormat) {
    let findings = error.findings.map(\.inCommandWords)
    if format == .json {
      try? JSONOutput.print(Listing(findings: findings))
      return
    }
    for line in findings.lines(all: listsAll) { StandardError.write(Printable.line(line) + "\n") }
    Report.complain(
      "\(PlainNumber.text(findings.count, "problem")) in the input. Nothing was sent.")
  }
}
