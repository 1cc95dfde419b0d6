/// How code is generated.
package struct GeneratorOptions: Sendable, Hashable {
  /// Who may use the generated types.
  package enum Access: String, Sendable, Hashable, CaseIterable {
    case `public`, `internal`

    var modifier: String { self == .public ? "public " : "" }
  }

  /// Who may use the generated types.
  package var access: Access
  /// Where the WSDL comes from, for the first line of each file.
  package var source: String
  /// Names of methods that `ProvisionClient` has already.
  ///
  /// A generated method of such a name takes the operation's value instead of its parameters, so that a call
  /// is never ambiguous.
  package var takenMethodNames: Set<String>

  /// Makes options.
  ///
  /// - Parameters:
  ///   - access: Who may use the generated types.
  ///   - source: Where the WSDL comes from.
  ///   - takenMethodNames: Names of methods that `ProvisionClient` has already.
  package init(access: Access = .internal, source: String, takenMethodNames: Set<String> = []) {
    self.access = access
    self.source = source
    self.takenMethodNames = takenMethodNames
  }
}
