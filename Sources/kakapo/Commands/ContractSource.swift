import Foundation
import KakapoProvision
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
