import KakapoProvision

/// Everything the portal knows: the hierarchy below each system provider, and the Interface Users.
///
/// A pure value without HTTP, locks or clocks. Identifiers are compared exactly: letter case and white
/// space count.
struct PortalState: Sendable {
  var systemProviders: [String: SystemProvider] = [:]
  var interfaceUsers: [String: InterfaceUser] = [:]
  var logins = LoginLedger()

  func systemProvider(at serverHostName: String) throws(Refusal) -> SystemProvider {
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
    at serverHostName: String, _ change: (inout SystemProvider) throws(Refusal) -> Void
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
  let serverHostName: String
  let id: String
  var name: String?
  /// A licence that was never stocked is there without limit.
  var pool = LicensePool()
  var resellers: [String: Reseller] = [:]
  var users: [String: User] = [:]
  var portalUsers: [String: PortalUser] = [:]

  func reseller(_ id: String) throws(Refusal) -> Reseller {
    guard let reseller = resellers[id] else {
      throw Refusal("Reseller \(id) does not exist at \(serverHostName)")
    }
    return reseller
  }

  func user(_ id: String) throws(Refusal) -> User {
    guard let user = users[id] else { throw Refusal("User \(id) does not exist at \(serverHostName)") }
    return user
  }
}

/// An enterprise or service provider of BroadWorks.
struct Reseller: Sendable {
  let id: String
  var name: String?
  /// A licence without sub-purchase has no pool here.
  var pool = LicensePool()
  var mayOversell = false
  var groups: [String: Group] = [:]
  var queues: [String: Queue] = [:]

  func group(_ id: String) throws(Refusal) -> Group {
    guard let group = groups[id] else { throw Refusal("Group \(id) does not exist in reseller \(self.id)") }
    return group
  }
}

/// A group of a reseller.
struct Group: Sendable {
  let id: String
  var name: String?
  /// A licence without sub-purchase has no pool here.
  var pool = LicensePool()
  var queues: [String: Queue] = [:]
  var agents: Set<String> = []
}

/// A user and the licences it holds, each with the pool it came from.
struct User: Sendable {
  enum Source: Sendable { case systemProvider, reseller, group }

  let id: String
  let userName: String
  let resellerId: String
  let groupId: String
  var licenses: [License: Source] = [:]
}

/// A contact center queue.
struct Queue: Sendable {
  let id: String
  let name: String?
  var mediaStreams: Set<String> = []
}

/// An account of the partner portal.
struct PortalUser: Sendable {
  let name: String
  let email: String
  let password: Secret
  let resellerId: String?
  let groupId: String?
}
