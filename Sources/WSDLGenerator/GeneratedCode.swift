package import WSDL

/// The result of generating.
package struct GeneratedCode: Sendable {
  /// One file of Swift.
  package struct File: Sendable, Hashable {
    /// The file's name, without a folder.
    package let name: String
    /// The file's content.
    package let text: String
  }

  /// The files, the one with the shared types first; empty if no operation could be generated.
  package let files: [File]
  /// The name of the type around all generated types.
  package let namespace: String
  /// The generated operations, by their names in the WSDL.
  package let operations: [String]
  /// The operations that were left out; ``diagnostics`` has the reasons.
  package let leftOut: [String]
  /// The findings for a person.
  ///
  /// They are each operation that was left out, with the reason, and the values that aren't sent or kept.
  package let diagnostics: [WSDLDiagnostic]
}
