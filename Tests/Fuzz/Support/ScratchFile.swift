import Foundation

/// A file that this process writes and reads over and over, in memory where there is such a folder.
package enum ScratchFile {
  /// Its path.
  package static let path: String = {
    let folder = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    return "\(folder)/kakapo-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
  }()

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
