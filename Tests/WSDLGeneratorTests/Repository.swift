import Foundation

/// The places of files that the tests read.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Whether the tests write the files instead of only comparing them.
  static let isRegenerating = ProcessInfo.processInfo.environment["KAKAPO_REGENERATE"] != nil
}
