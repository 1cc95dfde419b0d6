public import KakapoProvision

/// The state of the portal at one moment, for assertions in tests and for people.
///
/// It has no passwords. Everything is sorted, so equal states give equal snapshots.
public struct PortalSnapshot: Sendable, Hashable {
  /// The system providers, by server host name.
  public let systemProviders: [SystemProvider]
  /// The Interface Users, by name.
  public let interfaceUsers: [InterfaceUser]

  /// An Interface User.
  public struct InterfaceUser: Sendable, Hashable {
    /// The login name.
    public let name: String
    /// Whether a failed login has locked the account.
    public let isLocked: Bool
    /// The addresses from which calls may come, sorted; `nil` for any.
    public let allowedAddresses: [String]?
  }

  /// A system provider and the objects below it.
  public struct SystemProvider: Sendable, Hashable {
    /// The server host name.
    public let serverHostName: String
    /// The ID.
    public let id: String
    /// The display name.
    public let name: String?
    /// The stocked licences; a licence that isn't listed has no limit.
    public let pool: [License: Pool]
    /// The resellers, by ID.
    public let resellers: [Reseller]
    /// The portal users of all levels, by name.
    public let portalUsers: [PortalUser]
  }

  /// A reseller and the objects below it.
  public struct Reseller: Sendable, Hashable {
    /// The ID.
    public let id: String
    /// The display name.
    public let name: String?
    /// Whether it may sell more licences to its groups than it has bought.
    public let mayOversell: Bool
    /// Its sub-purchases.
    public let pool: [License: Pool]
    /// The groups, by ID.
    public let groups: [Group]
    /// The queues at reseller level, by ID.
    public let queues: [Queue]
  }

  /// A group and the objects in it.
  public struct Group: Sendable, Hashable {
    /// The ID.
    public let id: String
    /// The display name.
    public let name: String?
    /// Its sub-purchases.
    public let pool: [License: Pool]
    /// The users, by ID.
    public let users: [User]
    /// The queues, by ID.
    public let queues: [Queue]
    /// The portal users that are agents of the group, sorted.
    public let agents: [String]
  }

  /// A user.
  public struct User: Sendable, Hashable {
    /// The login ID in BroadWorks.
    public let id: String
    /// First and last name.
    public let userName: String
    /// The user's licences, in the order of the vendor's table.
    public let licenses: [License]
  }

  /// A contact center queue.
  public struct Queue: Sendable, Hashable {
    /// The ID.
    public let id: String
    /// The display name.
    public let name: String?
    /// The types of its media streams, sorted.
    public let mediaStreams: [String]
  }

  /// A portal user.
  public struct PortalUser: Sendable, Hashable {
    /// The login name.
    public let name: String
    /// The e-mail address.
    public let email: String
    /// The reseller at or below which it is; `nil` at system provider level.
    public let resellerId: String?
    /// The group of the portal user; `nil` above group level.
    public let groupId: String?
  }

  /// The licences of one kind at one level.
  public struct Pool: Sendable, Hashable {
    /// The number of bought or stocked licences.
    public let bought: Int
    /// The number of licences that are assigned or sold to the level below; above ``bought`` after
    /// overselling.
    public let taken: Int
    /// The number of licences that are left; below zero after overselling.
    public var free: Int { bought - taken }
  }

  /// All users of all system providers, in the order of the tree.
  public var users: [User] {
    systemProviders.flatMap { $0.resellers.flatMap { $0.groups.flatMap(\.users) } }
  }

  /// The user with an ID, of the first system provider that has one; `nil` when there is none.
  ///
  /// - Parameter id: The login ID in BroadWorks.
  /// - Returns: The user.
  public func user(_ id: String) -> User? { users.first { $0.id.utf8.elementsEqual(id.utf8) } }
}

extension PortalSnapshot {
  init(_ state: PortalState) {
    systemProviders = state.systemProviders.values.sorted { $0.serverHostName < $1.serverHostName }
      .map(SystemProvider.init)
    interfaceUsers = state.interfaceUsers.values.sorted { $0.name < $1.name }.map {
      InterfaceUser(
        name: $0.name.text, isLocked: $0.isLocked, allowedAddresses: $0.allowedAddresses?.sorted())
    }
  }
}

extension PortalSnapshot.SystemProvider {
  init(_ provider: SystemProvider) {
    serverHostName = provider.serverHostName.text
    id = provider.id.text
    name = provider.name
    pool = PortalSnapshot.Pool.all(of: provider.pool)
    let users = Dictionary(grouping: provider.users.values, by: \.resellerId)
    resellers = provider.resellers.values.sorted { $0.id < $1.id }.map {
      PortalSnapshot.Reseller($0, users: users[$0.id, default: []])
    }
    portalUsers = provider.portalUsers.values.sorted { $0.name < $1.name }.map {
      PortalSnapshot.PortalUser(
        name: $0.name.text, email: $0.email, resellerId: $0.resellerId?.text, groupId: $0.groupId?.text)
    }
  }
}

extension PortalSnapshot.Reseller {
  init(_ reseller: Reseller, users: [User]) {
    id = reseller.id.text
    name = reseller.name
    mayOversell = reseller.mayOversell
    pool = PortalSnapshot.Pool.all(of: reseller.pool)
    let users = Dictionary(grouping: users, by: \.groupId)
    groups = reseller.groups.values.sorted { $0.id < $1.id }.map {
      PortalSnapshot.Group($0, users: users[$0.id, default: []])
    }
    queues = PortalSnapshot.Queue.all(of: reseller.queues)
  }
}

extension PortalSnapshot.Group {
  init(_ group: Group, users: [User]) {
    id = group.id.text
    name = group.name
    pool = PortalSnapshot.Pool.all(of: group.pool)
    self.users = users.sorted { $0.id < $1.id }.map { user in
      PortalSnapshot.User(
        id: user.id.text, userName: user.userName,
        licenses: License.allCases.filter { user.licenses[$0] != nil })
    }
    queues = PortalSnapshot.Queue.all(of: group.queues)
    agents = group.agents.sorted().map(\.text)
  }
}

extension PortalSnapshot.Queue {
  static func all(of queues: [Identifier: Queue]) -> [Self] {
    queues.values.sorted { $0.id < $1.id }.map {
      Self(id: $0.id.text, name: $0.name, mediaStreams: $0.mediaStreams.sorted().map(\.text))
    }
  }
}

extension PortalSnapshot.Pool {
  static func all(of pool: LicensePool) -> [License: Self] {
    Dictionary(
      uniqueKeysWithValues: pool.bought.map { license, bought in
        (license, Self(bought: bought, taken: pool.taken[license, default: 0]))
      })
  }
}
