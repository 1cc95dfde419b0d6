import KakapoProvision

extension PortalState {
  /// Adds a portal user at the lowest level that is given: group, reseller or system provider.
  ///
  /// Login names are unique within a system provider (assumed).
  mutating func addPortalUser(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("serverHostName")
    let resellerId = arguments.optionalIdentifier("newUserResellerId")
    let groupId = arguments.optionalIdentifier("newUserGroupId")
    let user = PortalUser(
      name: try arguments.identifier("newUserName"),
      email: try arguments.string("newUserEmail"),
      password: Secret(try arguments.string("newUserPassword")),
      resellerId: resellerId, groupId: groupId)
    let provider = try systemProvider(at: serverHostName)

    if let resellerId {
      let reseller = try provider.reseller(resellerId)
      if let groupId { _ = try reseller.group(groupId) }
    } else if let groupId {
      throw Refusal("newUserResellerId is mandatory for a portal user of group \(groupId)")
    }
    guard provider.portalUsers[user.name] == nil else {
      throw Refusal("Portal user \(user.name) already exists at \(serverHostName)")
    }
    systemProviders[serverHostName]?.portalUsers[user.name] = user
    return .done
  }

  /// Makes a portal user an agent of a group; it must stand at reseller level (document).
  mutating func addGroupAgentAssociation(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("serverHostName")
    let resellerId = try arguments.identifier("resellerId")
    let groupId = try arguments.identifier("groupId")
    let name = try arguments.identifier("portalUserName")
    let provider = try systemProvider(at: serverHostName)
    var group = try provider.reseller(resellerId).group(groupId)
    guard let user = provider.portalUsers[name] else {
      throw Refusal("Portal user \(name) does not exist at \(serverHostName)")
    }
    guard user.resellerId == resellerId, user.groupId == nil else {
      throw Refusal("Portal user \(name) does not exist at the level of reseller \(resellerId)")
    }
    guard group.agents.insert(name).inserted else {
      throw Refusal("Portal user \(name) is already an agent of group \(groupId)")
    }
    systemProviders[serverHostName]?.resellers[resellerId]?.groups[groupId] = group
    return .done
  }
}
