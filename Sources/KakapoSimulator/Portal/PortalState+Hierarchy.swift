import KakapoProvision

extension PortalState {
  mutating func addSystemProvider(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("newSystemProviderServerHostName")
    let id = try arguments.identifier("newSystemProviderId")
    guard systemProviders[serverHostName] == nil else {
      throw Refusal("System provider \(serverHostName) already exists")
    }
    if systemProviders.values.contains(where: { $0.id == id }) {
      throw Refusal("A system provider with the ID \(id) already exists")
    }
    systemProviders[serverHostName] = SystemProvider(
      serverHostName: serverHostName, id: id, name: arguments.optionalString("newSystemProviderName"))
    return .done
  }

  mutating func addReseller(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("serverHostName")
    let resellerId = try arguments.identifier("resellerId")
    let provider = try systemProvider(at: serverHostName)
    guard provider.resellers[resellerId] == nil else {
      throw Refusal("Reseller \(resellerId) already exists at \(serverHostName)")
    }
    systemProviders[serverHostName]?.resellers[resellerId] = Reseller(
      id: resellerId, name: arguments.optionalString("resellerName"))
    return .done
  }

  mutating func addGroup(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("serverHostName")
    let resellerId = try arguments.identifier("resellerId")
    let groupId = try arguments.identifier("groupId")
    let reseller = try systemProvider(at: serverHostName).reseller(resellerId)
    guard reseller.groups[groupId] == nil else {
      throw Refusal("Group \(groupId) already exists in reseller \(resellerId)")
    }
    systemProviders[serverHostName]?.resellers[resellerId]?.groups[groupId] = Group(
      id: groupId, name: arguments.optionalString("groupName"))
    return .done
  }

  /// Adds a user and the missing objects above it.
  ///
  /// An existing object stays as it is, including its names, and isn't an error. A user that exists in another
  /// group is refused: the document does not say what the portal does, and a silent move would be the worse guess.
  mutating func addUserWithHierarchy(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("serverHostName")
    let resellerId = try arguments.identifier("resellerId")
    let groupId = try arguments.identifier("groupId")
    let userId = try arguments.identifier("broadworksUserId")
    let userName = try arguments.string("userName")
    try withSystemProvider(at: serverHostName) { (provider) throws(Refusal) in
      if let user = provider.users[userId] {
        guard user.resellerId == resellerId, user.groupId == groupId else {
          throw Refusal(
            "User \(userId) already exists in group \(user.groupId) of reseller \(user.resellerId)")
        }
        return
      }
      // Changes the reseller in place, because a copy for every new group would copy the table of all groups.
      if provider.resellers[resellerId]?.groups[groupId] == nil {
        let reseller = Reseller(id: resellerId, name: arguments.optionalString("resellerName"))
        let group = Group(id: groupId, name: arguments.optionalString("groupName"))
        provider.resellers[resellerId, default: reseller].groups[groupId] = group
      }
      provider.users[userId] = User(
        id: userId, userName: userName, resellerId: resellerId, groupId: groupId)
    }
    return .done
  }

  mutating func deleteUser(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("serverHostName")
    let userId = try arguments.identifier("broadworksUserId")
    try withSystemProvider(at: serverHostName) { (provider) throws(Refusal) in
      let user = try provider.user(userId)
      provider.remove(user)
    }
    return .done
  }

  mutating func deleteGroup(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("serverHostName")
    let resellerId = try arguments.identifier("resellerId")
    let groupId = try arguments.identifier("groupId")
    try withSystemProvider(at: serverHostName) { (provider) throws(Refusal) in
      _ = try provider.reseller(resellerId).group(groupId)
      provider.removeGroup(groupId, of: resellerId)
    }
    return .done
  }

  mutating func deleteReseller(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("serverHostName")
    let resellerId = try arguments.identifier("resellerId")
    try withSystemProvider(at: serverHostName) { (provider) throws(Refusal) in
      let reseller = try provider.reseller(resellerId)
      for groupId in reseller.groups.keys { provider.removeGroup(groupId, of: resellerId) }
      for (license, quantity) in reseller.pool.bought { provider.pool.giveBack(quantity, license) }
      provider.resellers[resellerId] = nil
      provider.portalUsers = provider.portalUsers.filter { $0.value.resellerId != resellerId }
    }
    return .done
  }
}

extension SystemProvider {
  fileprivate mutating func remove(_ user: User) {
    for license in user.licenses.keys { release(license, of: user.id) }
    users[user.id] = nil
  }

  /// Removes a group with its users, queues and portal users; its bought licences return to the reseller.
  fileprivate mutating func removeGroup(_ groupId: Identifier, of resellerId: Identifier) {
    guard let group = resellers[resellerId]?.groups[groupId] else { return }
    for user in users.values where user.resellerId == resellerId && user.groupId == groupId { remove(user) }
    for (license, quantity) in group.pool.bought {
      resellers[resellerId]?.pool.giveBack(quantity, license)
    }
    resellers[resellerId]?.groups[groupId] = nil
    portalUsers = portalUsers.filter { $0.value.resellerId != resellerId || $0.value.groupId != groupId }
  }
}
