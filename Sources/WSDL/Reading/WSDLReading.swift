/// What came out of reading a WSDL.
package struct WSDLReading: Sendable, Hashable {
  /// The description; what could not be read is missing from it and among the diagnostics.
  package let definitions: WSDLDefinitions

  /// What a person should know about it, in the order of finding; at most ``WSDLLimits/diagnostics`` and one.
  package let diagnostics: [WSDLDiagnostic]
}
