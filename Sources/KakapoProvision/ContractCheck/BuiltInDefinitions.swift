package import WSDL

extension Contract {
  /// The contract that this package was built with.
  public static let builtIn = ProvisionV3.contract
}

/// The contract that this package was built with, as WSDL definitions.
package enum BuiltInDefinitions {
  private static let read = Result { try definitions(in: ContractDocument.bytes) }

  /// Returns the definitions.
  ///
  /// - Returns: The definitions.
  /// - Throws: ``ProvisionError`` of code `contractUnavailable` if the document can't be read; a test rules this out.
  package static func value() throws(ProvisionError) -> WSDLDefinitions {
    do {
      return try read.get()
    } catch {
      throw ProvisionError(
        .contractUnavailable, delivery: .notSent,
        reason: "the contract that this package was built with cannot be read: \(error)",
        advice: "Build the package again from an unchanged copy.", underlyingError: error)
    }
  }

  /// Reads the definitions.
  ///
  /// - Parameter document: The WSDL.
  /// - Returns: The definitions.
  /// - Throws: `WSDLReadingError` if the document can't be read completely.
  package static func definitions(in document: [UInt8]) throws(WSDLReadingError) -> WSDLDefinitions {
    try WSDLReader().read(document).definitions
  }
}
