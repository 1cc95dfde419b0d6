package import Foundation
package import WSDL

/// WSDLs in files.
package enum ContractFiles {
  /// Reads a WSDL with the documents that it imports from its folder.
  ///
  /// - Parameter path: The file.
  /// - Returns: The result of reading it.
  /// - Throws: `WSDLReadingError` for an incomplete WSDL, and the system's error for a missing file.
  package static func read(_ path: String) throws -> WSDLReading {
    let folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path(
      percentEncoded: false)
    return try WSDLReader().read(content(of: path), location: path) { location in
      let imported = URL(filePath: location).resolvingSymlinksInPath().path(percentEncoded: false)
      // A WSDL from elsewhere must not choose which files of this machine are read.
      guard !DocumentLocation.isAddress(location), imported.hasPrefix(folder) else {
        throw Problem.isElsewhere
      }
      do {
        return try content(of: imported)
      } catch {
        throw Problem(description: error.localizedDescription)
      }
    }
  }

  /// Reads a WSDL from an open file, without its imports.
  ///
  /// - Parameter handle: The file.
  /// - Returns: The result of reading it.
  /// - Throws: `WSDLReadingError` if it can't be read completely, and the system's error for the file.
  package static func read(_ handle: FileHandle) throws -> WSDLReading {
    try WSDLReader().read(content(of: handle)) { _ in throw Problem.isElsewhere }
  }

  private static func content(of path: String) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    return try content(of: handle)
  }

  private static func content(of handle: FileHandle) throws -> [UInt8] {
    // One byte more than the reader accepts, so that the reader reports a document that is too large.
    let limit = WSDLLimits().document.bytes + 1
    var bytes: [UInt8] = []
    // A pipe delivers its content in parts.
    while bytes.count < limit, let part = try handle.read(upToCount: min(limit - bytes.count, 1 << 20)),
      !part.isEmpty
    {
      bytes += part
    }
    return bytes
  }

  /// Why an imported document isn't read.
  private struct Problem: Error, CustomStringConvertible {
    let description: String

    static let isElsewhere = Problem(
      description: "it is not in the folder of the WSDL, and no other files are read.")
  }
}
