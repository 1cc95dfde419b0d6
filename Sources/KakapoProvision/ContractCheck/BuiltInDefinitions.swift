package import WSDL

/// The contract that this package was built with, as a WSDL states it.
package enum BuiltInDefinitions {
  /// The definitions; empty if the document could not be read, which a test rules out.
  package static let value: WSDLDefinitions =
    (try? WSDLReader().read(ContractDocument.bytes).definitions) ?? WSDLDefinitions()
}
