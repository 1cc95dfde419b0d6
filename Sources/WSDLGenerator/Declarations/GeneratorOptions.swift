/// The options of generated code.
package struct GeneratorOptions: Sendable, Hashable {
  /// The access level of the generated types.
  package enum Access: String, Sendable, Hashable, CaseIterable {
    case `public`, `internal`

    var modifier: String { self == .public ? "public " : "" }
  }

  /// The access level of the generated types.
  package var access: Access
  /// The origin of the WSDL, for the first line of each file.
  package var source: String
  /// Names of methods that `ProvisionClient` already has.
  ///
  /// A generated method with such a name takes the operation's value instead of its parameters, so that a call is never
  /// ambiguous.
  package var takenMethodNames: Set<String>

  /// Makes options.
  ///
  /// - Parameters:
  ///   - access: The access level of the generated types.
  ///   - source: The origin of the WSDL.
  ///   - takenMethodNames: Names of methods that `ProvisionClient` already has.
  package init(access: Access = .internal, source: String, takenMethodNames: Set<String> = []) {
    self.access = access
    self.source = source
    self.takenMethodNames = takenMethodNames
  }
}
