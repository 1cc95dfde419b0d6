public import Foundation

/// What a run of the tests leaves behind, for a check that no password is in it.
///
/// When `KAKAPO_KEEP` names a folder, the files that tests and their programs write stay there, and so does what was
/// logged, thrown and printed. Else nothing stays.
public enum TestTraces {
  /// The texts that are kept, a file for each kind.
  public enum Kind: String, Sendable {
    /// Lines of a log.
    case log
    /// Errors, in all ways they print.
    case errors
    /// What programs printed.
    case output
  }

  static let folder: URL? = ProcessInfo.processInfo.environment["KAKAPO_KEEP"].flatMap {
    $0.isEmpty ? nil : URL(filePath: $0, directoryHint: .isDirectory)
  }

  /// A path for a file or folder of a test's own, at which there is nothing yet.
  ///
  /// - Parameter name: What its name begins with.
  /// - Returns: The path; to be given to ``remove(_:)`` when the test is over.
  public static func path(_ name: String) -> URL {
    let parent = folder?.appending(path: "files") ?? FileManager.default.temporaryDirectory
    try? FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    return parent.appending(path: "\(name)-\(UUID().uuidString)")
  }

  /// Makes a folder of a test's own.
  ///
  /// - Parameter name: What its name begins with.
  /// - Returns: The folder; to be given to ``remove(_:)`` when the test is over.
  /// - Throws: When it cannot be made.
  public static func makeFolder(_ name: String) throws -> URL {
    let made = path(name)
    try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
    return made
  }

  /// Removes a file or folder, unless files are kept.
  ///
  /// - Parameter url: What to remove.
  public static func remove(_ url: URL) {
    if folder == nil { try? FileManager.default.removeItem(at: url) }
  }

  /// Removes a file although files are kept: one that no program wrote, and that holds a password because it must or is
  /// too long to be looked through.
  ///
  /// - Parameter url: What to remove.
  public static func removeAlways(_ url: URL) { try? FileManager.default.removeItem(at: url) }

  /// Keeps a text.
  ///
  /// - Parameters:
  ///   - text: The text; not made when nothing is kept.
  ///   - kind: What it is.
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
