import Foundation
import KakapoProvision
import Support
import WSDL

/// A contract named by a command's argument: the word `built-in`, a file or a URL.
enum ContractSource {
  case builtIn
  case file(String)
  case address(ContractAddress)

  /// Reads an argument.
  ///
  /// - Parameter text: `built-in`, a URL or the path of a file.
  /// - Throws: `ProvisionError` of code `invalidConfiguration` for an unsupported URL.
  init(_ text: String) throws {
    if text == "built-in" {
      self = .builtIn
    } else if text.contains("://") {
      self = .address(try ContractAddress(url: text))
    } else {
      self = .file(text)
    }
  }

  /// The name of the contract in the output.
  var name: String {
    switch self {
    case .builtIn: "built-in"
    case .file(let path): path
    case .address(let address): address.location
    }
  }

  /// Reads or fetches the contract.
  ///
  /// - Parameter options: The options for fetching.
  /// - Returns: The contract and the diagnostics about it.
  /// - Throws: `ProvisionError` when the contract is not available.
  func reading(fetching options: ContractFetchOptions) async throws -> ContractReading {
    switch self {
    case .builtIn: ContractReading(.builtIn)
    case .file(let path): try ContractFile.reading(path)
    case .address(let address):
      ContractReading(try await ContractDownload.answer(from: address, options).documents().reading)
    }
  }
}

/// A contract and the diagnostics about its document.
struct ContractReading {
  let contract: Contract
  let diagnostics: [WSDLDiagnostic]

  init(_ contract: Contract, diagnostics: [WSDLDiagnostic] = []) {
    self.contract = contract
    self.diagnostics = diagnostics
  }

  init(_ reading: WSDLReading) {
    self.init(Contract(reading.definitions), diagnostics: reading.diagnostics)
  }
}

/// Reads and writes WSDL files.
enum ContractFile {
  /// Reads a WSDL and the documents in its folder that it imports.
  ///
  /// - Parameter path: The file.
  /// - Returns: The contract and the diagnostics about it.
  /// - Throws: `ProvisionError`: `invalidConfiguration` when the file cannot be read, `contractUnavailable` when it
  ///   isn't a complete WSDL.
  static func reading(_ path: String) throws(ProvisionError) -> ContractReading {
    do {
      return ContractReading(try ContractFiles.read(path))
    } catch let error as WSDLReadingError {
      throw ProvisionError(
        .contractUnavailable, delivery: .answered, reason: "\(error)", advice: remedy, underlyingError: error)
    } catch {
      throw .invalidConfiguration(
        "the file \(path) cannot be read: \(error.localizedDescription)",
        advice: "Give the word built-in, the path of a WSDL file, or an https URL.")
    }
  }

  /// The remedy for a WSDL file that cannot be read completely.
  static let remedy =
    "Fetch it again with everything it imports: `kakapo contract fetch URL --output-file FILE`."

  /// Writes a WSDL, with the documents that it imports beside it.
  ///
  /// - Parameters:
  ///   - files: Names and contents, the WSDL first.
  ///   - path: The file of the WSDL.
  /// - Throws: `ProvisionError` of code `invalidConfiguration`.
  static func write(_ files: [ContractDocuments.File], to path: String) throws(ProvisionError) {
    let folder = URL(filePath: path).deletingLastPathComponent()
    // The WSDL comes last, so that it never refers to a missing file.
    for (position, file) in files.enumerated().reversed() {
      let place =
        position == 0 ? path : folder.appending(path: file.name).path(percentEncoded: false)
      do {
        try PrivateFile.save(place, Data(file.bytes), mode: 0o644)
      } catch {
        throw .invalidConfiguration(
          "the file \(place) cannot be written: \(error.localizedDescription)",
          advice: "Check that its folder exists and is writable.")
      }
    }
  }
}
