import KakapoProvision

/// Everything the portal knows: the hierarchy below each system provider, and the Interface Users.
///
/// A pure value without HTTP, locks or clocks. Identifiers are compared byte by byte: see
/// ``Identifier``.
struct PortalState: Sendable {
  var systemProviders: [Identifier: SystemProvider] = [:]
  var interfaceUsers: [Identifier: InterfaceUser] = [:]
  var logins = LoginLedger()

  func systemProvider(at serverHostName: Identifier) throws(Refusal) -> SystemProvider {
    guard let provider = systemProviders[serverHostName] else {
      throw Refusal("System provider \(serverHostName) does not exist")
    }
    return provider
  }

  /// Changes a system provider in place.
  ///
  /// It is taken out for that time: with a second reference alive, every call would copy the table of all
  /// users.
  mutating func withSystemProvider(
    at serverHostName: Identifier, _ change: (inout SystemProvider) throws(Refusal) -> Void
  ) throws(Refusal) {
    guard var provider = systemProviders.removeValue(forKey: serverHostName) else {
      throw Refusal("System provider \(serverHostName) does not exist")
    }
    defer { systemProviders[serverHostName] = provider }
    try change(&provider)
  }
}

/// A system provider: the partition that a server host name identifies.
struct SystemProvider: Sendable {
  let serverHostName: Identifier
  let id: Identifier
  var name: String?
  /// A licence that was never stocked is there without limit.
  var pool = LicensePool()
  /// Whether a reseller has ever sold more than it had.
  var hasOversold = false
  var resellers: [Identifier: Reseller] = [:]
  var users: [Identifier: User] = [:]
  var portalUsers: [Identifier: PortalUser] = [:]

  func reseller(_ id: Identifier) throws(Refusal) -> Reseller {
    guard let reseller = resellers[id] else {
      throw Refusal("Reseller \(id) does not exist at \(serverHostName)")
    }
    return reseller
  }

  func user(_ id: Identifier) throws(Refusal) -> User {
    guard let user = users[id] else { throw Refusal("User \(id) does not exist at \(serverHostName)") }
    return user
  }
}

/// An enterprise or service provider of BroadWorks.
struct Reseller: Sendable {
  let id: Identifier
  var name: String?
  /// A licence without sub-purchase has no pool here.
  var pool = LicensePool()
  var mayOversell = false
  var groups: [Identifier: Group] = [:]
  var queues: [Identifier: Queue] = [:]

  func group(_ id: Identifier) throws(Refusal) -> Group {
    guard let group = groups[id] else { throw Refusal("Group \(id) does not exist in reseller \(self.id)") }
    return group
  }
}

/// A group of a reseller.
struct Group: Sendable {
  let id: Identifier
  var name: String?
  /// A licence without sub-purchase has no pool here.
  var pool = LicensePool()
  var queues: [Identifier: Queue] = [:]
  var agents: Set<Identifier> = []
}

/// A user and the licences it holds, each with the pool it came from.
struct User: Sendable {
  enum Source: Sendable { case systemProvider, reseller, group }

  let id: Identifier
  let userName: String
  let resellerId: Identifier
  let groupId: Identifier
  var licenses: [License: Source] = [:]
}

/// A contact center queue.
struct Queue: Sendable {
  let id: Identifier
  let name: String?
  var mediaStreams: Set<Identifier> = []
}

/// An account of the partner portal.
struct PortalUser: Sendable {
  let name: Identifier
  let email: String
  let password: Secret
  let resellerId: Identifier?
  let groupId: Identifier?
}
