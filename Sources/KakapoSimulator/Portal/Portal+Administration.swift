public import KakapoProvision
import Support

// What an administrator does in the partner portal. None of it is a web method.
extension Portal {
  /// Adds a system provider.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name that users enter in Unity.
  ///   - id: Its ID.
  ///   - name: Its name for people.
  /// - Throws: ``PortalError`` when the server host name is taken.
  public func addSystemProvider(serverHostName: String, id: String, name: String? = nil)
    throws(PortalError)
  {
    try withState { (state) throws(PortalError) in
      let host = Identifier(serverHostName)
      guard state.systemProviders[host] == nil else {
        throw PortalError("there is already a system provider at \(serverHostName)")
      }
      state.systemProviders[host] = SystemProvider(
        serverHostName: host, id: Identifier(id), name: name)
    }
  }

  /// Adds an Interface User, or gives an existing one a new password and access list.
  ///
  /// An existing account stays locked if it was.
  ///
  /// - Parameters:
  ///   - credentials: Its name and password.
  ///   - allowedAddresses: The addresses calls may come from, as text (`127.0.0.1`); `nil` for any.
  public func setInterfaceUser(_ credentials: Credentials, allowedAddresses: Set<String>? = nil) {
    state.withLock { state in
      let name = Identifier(credentials.userName)
      let wasLocked = state.interfaceUsers[name]?.isLocked ?? false
      state.interfaceUsers[name] = InterfaceUser(
        name: name, password: credentials.password, isLocked: wasLocked,
        allowedAddresses: allowedAddresses)
    }
  }

  /// Unlocks an Interface User; one that is not locked stays as it is.
  ///
  /// - Parameter name: The login name.
  /// - Throws: ``PortalError`` when there is no such Interface User.
  public func unlockInterfaceUser(_ name: String) throws(PortalError) {
    try withState { (state) throws(PortalError) in
      guard state.interfaceUsers[Identifier(name)] != nil else {
        throw PortalError("there is no Interface User \(name)")
      }
      state.interfaceUsers[Identifier(name)]?.isLocked = false
    }
  }

  /// Sets how many licences of one kind a system provider has in its pool.
  ///
  /// - Parameters:
  ///   - license: The kind.
  ///   - quantity: How many in all, those in use included; `nil` for no limit.
  ///   - serverHostName: The system provider.
  /// - Throws: ``PortalError`` when there is no such system provider, or the quantity is below zero.
  public func stock(_ license: License, quantity: Int?, at serverHostName: String) throws(PortalError) {
    try withState { (state) throws(PortalError) in
      guard state.systemProviders[Identifier(serverHostName)] != nil else {
        throw PortalError("there is no system provider at \(serverHostName)")
      }
      if let quantity, quantity < 0 {
        throw PortalError("a pool cannot be stocked with \(quantity) licenses; give 0 or more")
      }
      state.systemProviders[Identifier(serverHostName)]?.pool.stock(quantity, license)
    }
  }

  /// Permits or forbids a reseller to sell its groups more licences than it has bought.
  ///
  /// - Parameters:
  ///   - isPermitted: Whether it may.
  ///   - resellerId: The reseller.
  ///   - serverHostName: The system provider.
  /// - Throws: ``PortalError`` when there is no such reseller.
  public func permitOversell(_ isPermitted: Bool = true, by resellerId: String, at serverHostName: String)
    throws(PortalError)
  {
    try withState { (state) throws(PortalError) in
      guard state.systemProviders[Identifier(serverHostName)]?.resellers[Identifier(resellerId)] != nil else {
        throw PortalError("there is no reseller \(resellerId) at \(serverHostName)")
      }
      state.systemProviders[Identifier(serverHostName)]?.resellers[Identifier(resellerId)]?.mayOversell =
        isPermitted
    }
  }

  /// Whether an Interface User is locked; `false` when there is none of that name.
  ///
  /// - Parameter name: The login name.
  /// - Returns: Whether it is locked.
  public func isLocked(_ name: String) -> Bool {
    state.withLock { $0.interfaceUsers[Identifier(name)]?.isLocked ?? false }
  }

  /// How many calls were refused because of their login: wrong or missing password, unknown name, locked
  /// account.
  ///
  /// Calls from an address that is not on the access list are not counted.
  ///
  /// - Parameter userName: Only those with this name; `nil` for all.
  /// - Returns: The number since the portal was created.
  public func failedLoginCount(of userName: String? = nil) -> Int {
    loginCount([.wrongPassword, .unknownUser, .locked], of: userName)
  }

  /// How many calls had a login that ended in one of these ways.
  ///
  /// - Parameters:
  ///   - outcomes: The ways.
  ///   - userName: Only those with this name; `nil` for all.
  /// - Returns: The number since the portal was created.
  public func loginCount(_ outcomes: Set<LoginAttempt.Outcome>, of userName: String? = nil) -> Int {
    state.withLock { $0.logins.count(outcomes, of: userName) }
  }

  /// The login history, oldest first; at least the newest thousand entries.
  public var loginHistory: [LoginAttempt] { state.withLock { $0.logins.newest } }

  /// What the portal knows now, without the passwords.
  public var snapshot: PortalSnapshot { PortalSnapshot(state.withLock { $0 }) }
}
