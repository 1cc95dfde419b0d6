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
  /// What is known of the service beyond its WSDL.
  package var annotations: Annotations
  /// The forms of the text parameters that the annotations don't list, by their names.
  ///
  /// They apply to methods with a login: those belong to the service that the library is for.
  package var parameterKinds: [String: Annotations.Kind]

  /// Makes options.
  ///
  /// - Parameters:
  ///   - access: The access level of the generated types.
  ///   - source: The origin of the WSDL.
  ///   - takenMethodNames: Names of methods that `ProvisionClient` already has.
  ///   - annotations: What is known of the service beyond its WSDL.
  ///   - parameterKinds: The forms of the text parameters that the annotations don't list, by their names.
  package init(
    access: Access = .internal, source: String, takenMethodNames: Set<String> = [],
    annotations: Annotations = Annotations(), parameterKinds: [String: Annotations.Kind] = [:]
  ) {
    self.access = access
    self.source = source
    self.takenMethodNames = takenMethodNames
    self.annotations = annotations
    self.parameterKinds = parameterKinds
  }
}
