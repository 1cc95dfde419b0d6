import Foundation

/// Where the tests find what they read.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Whether files are to be written instead of only compared.
  static let isRegenerating = ProcessInfo.processInfo.environment["KAKAPO_REGENERATE"] != nil
}
