import KakapoProvision

extension PortalState {
  /// Runs a web method after its login was accepted.
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

extension PortalState {
  /// Adds a queue to a group, or to the reseller when no group is given.
  mutating func addQueue(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    try arguments.requireStrings("serverHostName", "resellerId", "queueId")
    let level = try queueLevel(arguments)
    let queueId = try arguments.identifier("queueId")
    guard level.queues[queueId] == nil else {
      throw Refusal("Queue \(queueId) already exists in \(level.owner)")
    }
    set(Queue(id: queueId, name: arguments.optionalString("queueName")), at: level)
    return .done
  }

  /// Adds a media stream to a queue; any type is accepted, because the list of types is not completely known.
  mutating func addMediaStream(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    try arguments.requireStrings("serverHostName", "resellerId", "queueId", "mediaStreamType")
    let level = try queueLevel(arguments)
    let queueId = try arguments.identifier("queueId")
    let type = try arguments.identifier("mediaStreamType")
    guard var queue = level.queues[queueId] else {
      throw Refusal("Queue \(queueId) does not exist in \(level.owner)")
    }
    guard queue.mediaStreams.insert(type).inserted else {
      throw Refusal("Queue \(queueId) already has a media stream of type \(type)")
    }
    set(queue, at: level)
    return .done
  }

  private struct QueueLevel {
    let serverHostName: Identifier
    let resellerId: Identifier
    let groupId: Identifier?
    let queues: [Identifier: Queue]

    var owner: String { groupId.map { "group \($0)" } ?? "reseller \(resellerId)" }
  }

  private func queueLevel(_ arguments: Arguments) throws(Refusal) -> QueueLevel {
    let serverHostName = try arguments.identifier("serverHostName")
    let resellerId = try arguments.identifier("resellerId")
    let groupId = arguments.optionalIdentifier("groupId")
    let reseller = try systemProvider(at: serverHostName).reseller(resellerId)
    var queues = reseller.queues
    if let groupId { queues = try reseller.group(groupId).queues }
    return QueueLevel(
      serverHostName: serverHostName, resellerId: resellerId, groupId: groupId, queues: queues)
  }

  private mutating func set(_ queue: Queue, at level: QueueLevel) {
    if let groupId = level.groupId {
      systemProviders[level.serverHostName]?.resellers[level.resellerId]?.groups[groupId]?
        .queues[queue.id] = queue
    } else {
      systemProviders[level.serverHostName]?.resellers[level.resellerId]?.queues[queue.id] = queue
    }
  }
}

extension PortalState {
  /// Adds a portal user at the lowest given level: group, reseller or system provider.
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

  /// Makes a portal user an agent of a group; the portal user must be at reseller level (document).
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
