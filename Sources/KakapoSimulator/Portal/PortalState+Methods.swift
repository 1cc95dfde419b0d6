import KakapoProvision

extension PortalState {
  /// Runs one web method after its login was accepted.
  ///
  /// A refused method changes nothing: every method checks everything before it changes anything.
  ///
  /// - Parameters:
  ///   - method: The method's name.
  ///   - arguments: Its parameters.
  /// - Returns: The method's answer; `nil` when the portal has no such method.
  mutating func perform(_ method: String, _ arguments: Arguments) -> MethodResult? {
    guard let run = Self.methods[method] else { return nil }
    do throws(Refusal) {
      return try run(&self, arguments)
    } catch {
      return .refused(error.message)
    }
  }

  private typealias Method = @Sendable (inout PortalState, Arguments) throws(Refusal) -> MethodResult

  private static let methods: [String: Method] = [
    "AddGroup": { (state, arguments) throws(Refusal) in try state.addGroup(arguments) },
    "AddGroupAgentAssociation": { (state, arguments) throws(Refusal) in
      try state.addGroupAgentAssociation(arguments)
    },
    "AddGroupLicenseSubPurchase": { (state, arguments) throws(Refusal) in
      try state.addGroupLicenseSubPurchase(arguments)
    },
    "AddMediaStream": { (state, arguments) throws(Refusal) in try state.addMediaStream(arguments) },
    "AddPortalUser": { (state, arguments) throws(Refusal) in try state.addPortalUser(arguments) },
    "AddQueue": { (state, arguments) throws(Refusal) in try state.addQueue(arguments) },
    "AddReseller": { (state, arguments) throws(Refusal) in try state.addReseller(arguments) },
    "AddResellerLicenseSubPurchase": { (state, arguments) throws(Refusal) in
      try state.addResellerLicenseSubPurchase(arguments)
    },
    "AddSystemProvider": { (state, arguments) throws(Refusal) in try state.addSystemProvider(arguments) },
    "AddUserLicense": { (state, arguments) throws(Refusal) in try state.addUserLicense(arguments) },
    "AddUserWithHierarchy": { (state, arguments) throws(Refusal) in
      try state.addUserWithHierarchy(arguments)
    },
    "DeleteGroup": { (state, arguments) throws(Refusal) in try state.deleteGroup(arguments) },
    "DeleteReseller": { (state, arguments) throws(Refusal) in try state.deleteReseller(arguments) },
    "DeleteUser": { (state, arguments) throws(Refusal) in try state.deleteUser(arguments) },
    "DeleteUserLicense": { (state, arguments) throws(Refusal) in try state.deleteUserLicense(arguments) },
    "DeleteUserLicenses": { (state, arguments) throws(Refusal) in try state.deleteUserLicenses(arguments) },
    "GetUserLicenses": { (state, arguments) throws(Refusal) in try state.getUserLicenses(arguments) },
  ]
}
