public import KakapoProvision
import Support

// The actions of an administrator in the partner portal. None of them is a web method.
extension Portal {
  /// Adds a system provider.
  ///
  /// - Parameters:
  ///   - serverHostName: The server host name that users enter in Unity.
  ///   - id: Its ID.
  ///   - name: Its display name.
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
  /// A locked account stays locked.
  ///
  /// - Parameters:
  ///   - credentials: Its name and password.
  ///   - allowedAddresses: The addresses from which calls may come, as text (`127.0.0.1`); `nil` for any.
  public func setInterfaceUser(_ credentials: Credentials, allowedAddresses: Set<String>? = nil) {
    state.withLock { state in
      let name = Identifier(credentials.userName)
      let wasLocked = state.interfaceUsers[name]?.isLocked ?? false
      state.interfaceUsers[name] = InterfaceUser(
        name: name, password: credentials.password, isLocked: wasLocked,
        allowedAddresses: allowedAddresses)
    }
  }

  /// Unlocks an Interface User; an unlocked one does not change.
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

  /// Sets the number of licences of a kind in a system provider's pool.
  ///
  /// - Parameters:
  ///   - license: The kind.
  ///   - quantity: The total number, including licences in use; `nil` for no limit.
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

  /// Permits or forbids a reseller to sell more licences to its groups than it has bought.
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

  /// Whether an Interface User is locked; `false` when none has that name.
  ///
  /// - Parameter name: The login name.
  /// - Returns: Whether it is locked.
  public func isLocked(_ name: String) -> Bool {
    state.withLock { $0.interfaceUsers[Identifier(name)]?.isLocked ?? false }
  }

  /// The number of calls that were refused because of their login.
  ///
  /// The reasons are a wrong or missing password, an unknown name, or a locked account. Calls from an address that
  /// isn't on the access list do not count.
  ///
  /// - Parameter userName: The name of the login; `nil` for all.
  /// - Returns: The number since the portal was created.
  public func failedLoginCount(of userName: String? = nil) -> Int {
    loginCount([.wrongPassword, .unknownUser, .locked], of: userName)
  }

  /// The number of calls whose login had one of these outcomes.
  ///
  /// - Parameters:
  ///   - outcomes: The outcomes.
  ///   - userName: The name of the login; `nil` for all.
  /// - Returns: The number since the portal was created.
  public func loginCount(_ outcomes: Set<LoginAttempt.Outcome>, of userName: String? = nil) -> Int {
    state.withLock { $0.logins.count(outcomes, of: userName) }
  }

  /// The login history, oldest first; it has at least the newest thousand entries.
  public var loginHistory: [LoginAttempt] { state.withLock { $0.logins.newest } }

  /// The current state of the portal, without the passwords.
  public var snapshot: PortalSnapshot { PortalSnapshot(state.withLock { $0 }) }
}
