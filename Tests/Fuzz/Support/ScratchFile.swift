import Foundation

/// A file that this process writes and reads over and over; `TMPDIR` says in which folder.
package enum ScratchFile {
  /// Its path.
  package static let path =
    FileManager.default.temporaryDirectory
    .appending(path: "kakapo-fuzz-\(ProcessInfo.processInfo.processIdentifier)").path(percentEncoded: false)

  /// Fills it.
  ///
  /// - Parameter bytes: What is to stand in it.
  package static func write(_ bytes: [UInt8]) {
    do {
      try Data(bytes).write(to: URL(filePath: path))
    } catch {
      fatalError("\(path) cannot be written: \(error)")
    }
  }

  /// Reads it.
  package static var bytes: [UInt8] {
    do {
      return try Array(Data(contentsOf: URL(filePath: path)))
    } catch {
      fatalError("\(path) cannot be read: \(error)")
    }
  }
}
