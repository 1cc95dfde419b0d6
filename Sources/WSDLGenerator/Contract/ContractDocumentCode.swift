/// Makes the file that contains the contract's WSDL in the library.
package enum ContractDocumentCode {
  /// The file's path below the library's sources.
  package static let path = "Contract/ContractDocument.swift"

  /// Generates the file.
  ///
  /// - Parameter wsdl: The WSDL; it ends in a line break and doesn't contain `"""##`.
  /// - Returns: The file.
  package static func file(for wsdl: String) -> String {
    let lines = wsdl.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "" : "    " + $0 }
    return """
      // Generated from Fixtures/Contract/ProvisionV3.wsdl; see Fixtures/README.md.
      // A literal, because a resource bundle would have to travel with every program that uses the library.

      /// The WSDL of the contract that this package was built with.
      package enum ContractDocument {
        /// The document in UTF-8.
        package static var bytes: [UInt8] { Array((wsdl + "\\n").utf8) }

        private static let wsdl: String = ##\"""
      \(lines.joined(separator: "\n"))
          \"""##
      }

      """
  }
}
