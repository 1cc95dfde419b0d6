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

  /// Adds a media stream to a queue; the list of types is not known to its end, so any type is accepted.
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
