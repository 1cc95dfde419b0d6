import Foundation
import KakapoProvision
import Support
import WSDL

/// WSDLs in files.
enum ContractFile {
  /// Reads a WSDL with the documents in its folder that it imports.
  ///
  /// - Parameter path: The file.
  /// - Returns: The contract and what there is to say about it.
  /// - Throws: `ProvisionError`: `invalidConfiguration` when the file cannot be read, `contractUnavailable`
  ///   when it is no WSDL, or not all of it.
  static func reading(_ path: String) throws(ProvisionError) -> ContractReading {
    do {
      return ContractReading(try ContractFiles.read(path))
    } catch let error as WSDLReadingError {
      throw ProvisionError(
        .contractUnavailable, delivery: .answered, reason: "\(error)", advice: remedy, underlyingError: error)
    } catch {
      throw .invalidConfiguration(
        "the file \(path) cannot be read: \(error.localizedDescription)",
        advice: "Give the word built-in, the path of a WSDL file, or a URL that begins with https://.")
    }
  }

  /// What to do about a WSDL in a file that cannot be read whole.
  static let remedy =
    "Fetch it again with all that it imports: `kakapo contract fetch URL --output-file FILE`."

  /// Writes a WSDL, and beside it what it imports.
  ///
  /// - Parameters:
  ///   - files: Names and contents, the WSDL first.
  ///   - path: The file of the WSDL.
  /// - Throws: `ProvisionError` of code `invalidConfiguration`.
  static func write(_ files: [ContractDocuments.File], to path: String) throws(ProvisionError) {
    let folder = URL(filePath: path).deletingLastPathComponent()
    // The WSDL comes last: it does not refer to what is not there.
    for (position, file) in files.enumerated().reversed() {
      let place =
        position == 0 ? path : folder.appending(path: file.name).path(percentEncoded: false)
      do {
        try PrivateFile.save(place, Data(file.bytes), mode: 0o644)
      } catch {
        throw .invalidConfiguration(
          "the file \(place) cannot be written: \(error.localizedDescription)",
          advice: "Check that its folder exists and may be written to.")
      }
    }
  }
}
