public import Logging

extension TestTraces {
  /// A logger that keeps all its lines; `nil` if no texts are kept.
  public static let logger: Logger? = folder.map { _ in Logger(label: "tests") { _ in KeepingHandler() } }
}

private struct KeepingHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .trace

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    TestTraces.keep("\(event.level) \(event.message) \(event.metadata ?? [:])", as: .log)
  }
}
