import KakapoProvision

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
