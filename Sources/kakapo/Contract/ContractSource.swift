import Foundation
import KakapoProvision
import Support
import WSDL

/// A contract that a command is pointed at: the word `built-in`, a file or a URL.
enum ContractSource {
  case builtIn
  case file(String)
  case address(ContractAddress)

  /// Takes what was written in a command's arguments.
  ///
  /// - Parameter text: `built-in`, a URL or the path of a file.
  /// - Throws: `ProvisionError` of code `invalidConfiguration` for a URL that is not fetched.
  init(_ text: String) throws {
    if text == "built-in" {
      self = .builtIn
    } else if text.contains("://") {
      self = .address(try ContractAddress(url: text))
    } else {
      self = .file(text)
    }
  }

  /// What the contract is called in what is printed.
  var name: String {
    switch self {
    case .builtIn: "built-in"
    case .file(let path): path
    case .address(let address): address.location
    }
  }

  /// Reads or fetches the contract.
  ///
  /// - Parameter options: How it is fetched.
  /// - Returns: The contract and what there is to say about it.
  /// - Throws: `ProvisionError` when it cannot be had.
  func reading(fetching options: ContractFetchOptions) async throws -> ContractReading {
    switch self {
    case .builtIn: ContractReading(try BuiltInDefinitions.value())
    case .file(let path): try ContractFile.reading(path)
    case .address(let address):
      ContractReading(try await ContractDownload.answer(from: address, options).documents().reading)
    }
  }
}

/// A contract and what there is to say about its document.
struct ContractReading {
  let definitions: WSDLDefinitions
  let diagnostics: [WSDLDiagnostic]

  init(_ definitions: WSDLDefinitions, diagnostics: [WSDLDiagnostic] = []) {
    self.definitions = definitions
    self.diagnostics = diagnostics
  }

  init(_ reading: WSDLReading) { self.init(reading.definitions, diagnostics: reading.diagnostics) }
}

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
