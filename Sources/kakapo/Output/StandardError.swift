import Foundation
import Logging

/// What standard error is connected to.
enum StandardError {
  /// The terminal's columns at this moment; 80 when it does not tell.
  static var width: Int { Terminal.columns(of: STDERR_FILENO) ?? 80 }

  /// Writes a text; that nobody reads it any more is no reason to stop.
  @Sendable static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}

/// Writes what the library warns of to standard error: a login that is tried once more, words that are ambiguous.
struct WarningLog: LogHandler {
  /// A logger for the client; what a failed call says comes as its error.
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
    // The call's own error says that.
    if event.metadata?["outcome"] == "loginFailed" { return }
    let details = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    Report.complain("\(event.message)" + (details.isEmpty ? "" : " (\(details.joined(separator: "; ")))"))
  }
}
