import Foundation
import KakapoProvision
import WSDL

/// WSDLs in files.
enum ContractFile {
  /// Reads a WSDL with the documents beside it that it imports.
  ///
  /// Imports from elsewhere are not followed; the reading's diagnostics name them.
  ///
  /// - Parameter path: The file.
  /// - Returns: The contract and what there is to say about it.
  /// - Throws: `ProvisionError`: `invalidConfiguration` when the file cannot be read, `contractUnavailable`
  ///   when it is no WSDL.
  static func reading(_ path: String) throws(ProvisionError) -> ContractReading {
    do {
      return ContractReading(try document(path))
    } catch let error as WSDLReadingError {
      throw ProvisionError(
        .contractUnavailable, delivery: .answered, reason: "\(error)",
        advice: "Fetch it anew: `kakapo contract fetch URL --output-file FILE`.", underlyingError: error)
    } catch {
      throw .invalidConfiguration(
        "the file \(path) cannot be read: \(error.localizedDescription)",
        advice: "Give the word built-in, the path of a WSDL file, or a URL that begins with https://.")
    }
  }

  /// Reads a WSDL with the documents beside it that it imports.
  ///
  /// - Parameter path: The file.
  /// - Returns: What the reader found.
  /// - Throws: `WSDLReadingError` when it is no WSDL, and the system's error when it cannot be read.
  static func document(_ path: String) throws -> WSDLReading {
    let folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path(
      percentEncoded: false)
    return try WSDLReader().read(content(of: path), location: path) { location in
      let imported = URL(filePath: location).resolvingSymlinksInPath().path(percentEncoded: false)
      // A WSDL from elsewhere must not choose which files of this machine are read.
      guard !location.contains("://"), imported.hasPrefix(folder) else { return nil }
      return try content(of: imported)
    }
  }

  /// Reads a WSDL from standard input, without the documents that it imports.
  ///
  /// - Returns: What the reader found.
  /// - Throws: `WSDLReadingError` when it is no WSDL, and the system's error when it cannot be read.
  static func documentOfStandardInput() throws -> WSDLReading {
    try WSDLReader().read(content(of: .standardInput))
  }

  /// Writes a WSDL in one step: a reader sees the old content or the new, never a part.
  ///
  /// - Parameters:
  ///   - bytes: The WSDL.
  ///   - path: The file.
  /// - Throws: `ProvisionError` of code `invalidConfiguration`.
  static func write(_ bytes: [UInt8], to path: String) throws(ProvisionError) {
    do {
      try PrivateFile.save(path, Data(bytes), mode: 0o644)
    } catch {
      throw .invalidConfiguration(
        "the file \(path) cannot be written: \(error.localizedDescription)",
        advice: "Check that its folder exists and may be written to.")
    }
  }

  private static func content(of path: String) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    return try content(of: handle)
  }

  private static func content(of handle: FileHandle) throws -> [UInt8] {
    // One byte more than the reader takes, so that it says that the document is too large.
    Array(try handle.read(upToCount: WSDLLimits().document.bytes + 1) ?? Data())
  }
}
