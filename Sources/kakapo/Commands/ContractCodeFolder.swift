import Foundation
import KakapoProvision
import WSDLGenerator

/// The folder that generated code is written to.
enum ContractCodeFolder {
  /// Writes the files, and removes those of an earlier run from the same WSDL that are no longer among them.
  ///
  /// - Parameters:
  ///   - code: The generated code.
  ///   - path: The folder; it is made if it does not exist.
  /// - Returns: The names of the files that were removed.
  /// - Throws: `ProvisionError` of code `invalidConfiguration`.
  static func write(_ code: GeneratedCode, to path: String) throws(ProvisionError) -> [String] {
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for file in code.files {
        try Data(file.text.utf8).write(to: folder.appending(path: file.name), options: .atomic)
      }
      let leftovers = try leftovers(of: code, in: folder)
      for name in leftovers { try FileManager.default.removeItem(at: folder.appending(path: name)) }
      return leftovers
    } catch {
      let cause = (error as? CocoaError)?.underlying ?? error
      throw .invalidConfiguration(
        "the folder \(path) cannot be written to: \(cause.localizedDescription)",
        advice: "Give a folder that may be written to, or one that does not exist yet.")
    }
  }

  /// The files of the same namespace that begin as the generated ones do: nobody but the generator writes that line.
  private static func leftovers(of code: GeneratedCode, in folder: URL) throws -> [String] {
    guard let start = code.files.first?.text.prefix(while: { $0 != "\n" }) else { return [] }
    let line = Data("\(start)\n".utf8)
    let made = Set(code.files.map(\.name))
    return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
      .filter { name in
        let file = folder.appending(path: name)
        guard name.hasPrefix("\(code.namespace)+"), name.hasSuffix(".swift"), !made.contains(name),
          try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
        else { return false }
        // One that cannot be read is left alone.
        guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: line.count)) == line
      }.sorted()
  }
}
