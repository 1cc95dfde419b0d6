public import Foundation

/// The files and texts of a test run, for a check that they contain no password.
///
/// If `KAKAPO_KEEP` names a folder, it keeps the files that tests and their programs write, and all logged, thrown and
/// printed text. Otherwise nothing is kept.
public enum TestTraces {
  /// The kept texts, with a file for each kind.
  public enum Kind: String, Sendable {
    /// Lines of a log.
    case log
    /// Errors, in every form in which they print.
    case errors
    /// The output of programs.
    case output
  }

  static let folder: URL? = ProcessInfo.processInfo.environment["KAKAPO_KEEP"].flatMap {
    $0.isEmpty ? nil : URL(filePath: $0, directoryHint: .isDirectory)
  }

  /// A path for a test's own file or folder, which doesn't exist yet.
  ///
  /// - Parameter name: The beginning of the file's name.
  /// - Returns: The path; pass it to ``remove(_:)`` after the test.
  public static func path(_ name: String) -> URL {
    let parent = folder?.appending(path: "files") ?? FileManager.default.temporaryDirectory
    try? FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    return parent.appending(path: "\(name)-\(UUID().uuidString)")
  }

  /// Makes a test's own folder.
  ///
  /// - Parameter name: The beginning of the folder's name.
  /// - Returns: The folder; pass it to ``remove(_:)`` after the test.
  /// - Throws: If the folder can't be made.
  public static func makeFolder(_ name: String) throws -> URL {
    let made = path(name)
    try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
    return made
  }

  /// Removes a file or folder, unless files are kept.
  ///
  /// - Parameter url: The file or folder.
  public static func remove(_ url: URL) {
    if folder == nil { try? FileManager.default.removeItem(at: url) }
  }

  /// Removes a file even if files are kept.
  ///
  /// This is for a file that no program wrote, and that must hold a password or is too long for the check.
  ///
  /// - Parameter url: The file.
  public static func removeAlways(_ url: URL) { try? FileManager.default.removeItem(at: url) }

  /// Keeps a text.
  ///
  /// - Parameters:
  ///   - text: The text, which is evaluated only if texts are kept.
  ///   - kind: The kind of the text.
  public static func keep(_ text: @autoclosure () -> String, as kind: Kind) {
    guard let folder else { return }
    KeptTexts.all.append(text(), to: folder.appending(path: "\(kind.rawValue).txt"))
  }
}

/// The files that texts are appended to.
private final class KeptTexts: @unchecked Sendable {
  static let all = KeptTexts()

  private let lock = NSLock()

  func append(_ text: String, to file: URL) {
    lock.lock()
    defer { lock.unlock() }
    if let handle = try? FileHandle(forWritingTo: file) {
      defer { try? handle.close() }
      _ = try? handle.seekToEnd()
      try? handle.write(contentsOf: Data((text + "\n").utf8))
    } else {
      try? FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? Data((text + "\n").utf8).write(to: file)
    }
  }
}
