import Foundation
import Logging

/// Standard error and its terminal.
enum StandardError {
  /// The current columns of the terminal; 80 when they are unknown.
  static var width: Int { Terminal.columns(of: STDERR_FILENO) ?? 80 }

  /// Writes a text, and ignores that the reader may be gone.
  @Sendable static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}

/// Writes the library's warnings to standard error: a repeated login, an ambiguous answer.
struct WarningLog: LogHandler {
  /// A logger for the client; a failed call reports itself with its error.
  static var logger: Logger {
    var logger = Logger(label: "kakapo") { _ in WarningLog() }
    logger.logLevel = .warning
    return logger
  }

  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.warning

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    // The error of the call reports this.
    if event.metadata?["outcome"] == "loginFailed" { return }
    let details = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    Report.complain("\(event.message)" + (details.isEmpty ? "" : " (\(details.joined(separator: "; ")))"))
  }
}
