import ArgumentParser
import Foundation

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
