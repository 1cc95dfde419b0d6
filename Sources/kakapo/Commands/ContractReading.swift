import WSDL

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
