package import WSDL

/// What came out of generating.
package struct GeneratedCode: Sendable {
  /// One file of Swift.
  package struct File: Sendable, Hashable {
    /// The file's name, without a folder.
    package let name: String
    /// What stands in it.
    package let text: String
  }

  /// The files, the one of the shared types first; none when no operation could be generated.
  package let files: [File]
  /// The name of the type around all generated types.
  package let namespace: String
  /// The operations that were generated, by their names in the WSDL.
  package let operations: [String]
  /// The operations that had to be left out; ``diagnostics`` says why.
  package let leftOut: [String]
  /// What a person should know: each operation that is left out with the reason, and what is not sent or
  /// kept.
  package let diagnostics: [WSDLDiagnostic]
}
