import KakapoProvision

// The consumption of a licence is assumed: the document says only that it "depends on business logic such as
// sub-purchases and license consumption". A licence comes from the nearest pool that was ever filled for it: the
// group's if the group has a sub-purchase, else the reseller's if the reseller has one, else the system provider's,
// which has no limit until it is stocked. If that pool is empty, the method is refused and does not try the next
// pool. An unassigned licence returns to its pool.
extension PortalState {
  /// Assigns a licence; a licence that the user already has stays and isn't an error (document).
  mutating func addUserLicense(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let (serverHostName, userId) = try arguments.user()
    let license = try arguments.license()
    try withSystemProvider(at: serverHostName) { (provider) throws(Refusal) in
      let user = try provider.user(userId)
      guard user.licenses[license] == nil else { return }
      try provider.assign(license, to: user)
    }
    return .done
  }

  mutating func deleteUserLicense(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let (serverHostName, userId) = try arguments.user()
    let license = try arguments.license()
    try withSystemProvider(at: serverHostName) { (provider) throws(Refusal) in
      guard try provider.user(userId).licenses[license] != nil else {
        throw Refusal("User \(userId) does not hold the license \(license)")
      }
      provider.release(license, of: userId)
    }
    return .done
  }

  /// Removes all licences from a user; a user without licences isn't an error (assumed).
  mutating func deleteUserLicenses(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let (serverHostName, userId) = try arguments.user()
    try withSystemProvider(at: serverHostName) { (provider) throws(Refusal) in
      for license in try provider.user(userId).licenses.keys { provider.release(license, of: userId) }
    }
    return .done
  }

  /// Lists the licences of a user in the order of the vendor's table.
  func getUserLicenses(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let (serverHostName, userId) = try arguments.user()
    let user = try systemProvider(at: serverHostName).user(userId)
    var result = MethodResult.done
    result.licenses = License.allCases.filter { user.licenses[$0] != nil }
    return result
  }

  /// Buys licences for a reseller from the system provider's pool; a repeat buys again.
  mutating func addResellerLicenseSubPurchase(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("serverHostName")
    let resellerId = try arguments.identifier("resellerId")
    let license = try arguments.license()
    let quantity = try arguments.quantity("quantity")
    try withSystemProvider(at: serverHostName) { (provider) throws(Refusal) in
      // Settles the licences first that the reseller sold without having them.
      let owed = try provider.reseller(resellerId).pool.owed(license)
      try provider.requireFree(quantity, license, owing: min(quantity, owed))
      provider.pool.take(quantity, license)
      provider.resellers[resellerId]?.pool.buy(quantity, license)
    }
    return .done
  }

  /// Buys licences for a group from the reseller's pool; a repeat buys again.
  ///
  /// A reseller that may oversell can sell more than it has left, if the missing licences are free in the system
  /// provider's pool. They count as taken there from then on (assumed; the document only names the permission).
  mutating func addGroupLicenseSubPurchase(_ arguments: Arguments) throws(Refusal) -> MethodResult {
    let serverHostName = try arguments.identifier("serverHostName")
    let resellerId = try arguments.identifier("resellerId")
    let groupId = try arguments.identifier("groupId")
    let license = try arguments.license()
    let quantity = try arguments.quantity("quantity")
    try withSystemProvider(at: serverHostName) { (provider) throws(Refusal) in
      let reseller = try provider.reseller(resellerId)
      _ = try reseller.group(groupId)

      let available = max(0, reseller.pool.free(license) ?? 0)
      if available < quantity {
        guard reseller.mayOversell else {
          throw Refusal(
            "There are not enough \(license) licenses in the pool of reseller \(resellerId): "
              + "\(quantity) requested, \(available) available")
        }
        try provider.requireFree(quantity - available, license)
        provider.hasOversold = true
      }
      provider.resellers[resellerId]?.pool.take(quantity, license)
      provider.resellers[resellerId]?.groups[groupId]?.pool.buy(quantity, license)
    }
    return .done
  }
}

extension SystemProvider {
  /// The licences left in the pool, without those that resellers have sold but not bought; `nil` without
  /// limit.
  private func free(_ license: License) -> Int? {
    guard let free = pool.free(license), hasOversold else { return pool.free(license) }
    return resellers.values.reduce(free) { $0 - $1.pool.owed(license) }
  }

  fileprivate func requireFree(_ quantity: Int, _ license: License, owing owed: Int = 0) throws(Refusal) {
    guard let free = free(license), case let available = free + owed, available < quantity else { return }
    throw Refusal(
      "There are not enough \(license) licenses in the pool of system provider \(serverHostName): "
        + "\(quantity) requested, \(max(0, available)) available")
  }

  fileprivate mutating func assign(_ license: License, to user: User) throws(Refusal) {
    let reseller = resellers[user.resellerId]
    if let free = reseller?.groups[user.groupId]?.pool.free(license) {
      guard free > 0 else { throw Self.exhausted(license, "group \(user.groupId)") }
      resellers[user.resellerId]?.groups[user.groupId]?.pool.take(1, license)
      users[user.id]?.licenses[license] = .group
    } else if let free = reseller?.pool.free(license) {
      guard free > 0 else { throw Self.exhausted(license, "reseller \(user.resellerId)") }
      resellers[user.resellerId]?.pool.take(1, license)
      users[user.id]?.licenses[license] = .reseller
    } else {
      if let free = free(license), free < 1 {
        throw Self.exhausted(license, "system provider \(serverHostName)")
      }
      pool.take(1, license)
      users[user.id]?.licenses[license] = .systemProvider
    }
  }

  /// Removes a licence from a user and returns it to its pool.
  mutating func release(_ license: License, of userId: Identifier) {
    guard let user = users[userId], let source = user.licenses[license] else { return }
    switch source {
    case .systemProvider: pool.giveBack(1, license)
    case .reseller: resellers[user.resellerId]?.pool.giveBack(1, license)
    case .group: resellers[user.resellerId]?.groups[user.groupId]?.pool.giveBack(1, license)
    }
    users[userId]?.licenses[license] = nil
  }

  private static func exhausted(_ license: License, _ owner: String) -> Refusal {
    Refusal("There is no free \(license) license in the pool of \(owner)")
  }
}

extension Arguments {
  fileprivate func user() throws(Refusal) -> (serverHostName: Identifier, userId: Identifier) {
    (try identifier("serverHostName"), try identifier("broadworksUserId"))
  }

  fileprivate func license() throws(Refusal) -> License {
    let pair = LicensePair(
      applicationName: try string("applicationName"), licenseType: try string("licenseType"))
    guard let license = License(pair) else {
      throw Refusal(
        "The combination of application \(pair.applicationName) and license type "
          + "\(pair.licenseType) does not exist")
    }
    return license
  }
}

/// The number of licences of each kind that one level of the hierarchy has bought, and that are taken.
struct LicensePool: Sendable {
  private(set) var bought: [License: Int] = [:]
  private(set) var taken: [License: Int] = [:]

  /// The licences left, or `nil` when none of this kind was ever bought.
  ///
  /// The number is below zero when more were sold than bought.
  func free(_ license: License) -> Int? {
    bought[license].map { $0 - taken[license, default: 0] }
  }

  /// The number of licences that were sold but not bought.
  func owed(_ license: License) -> Int {
    max(0, taken[license, default: 0] - bought[license, default: 0])
  }

  mutating func buy(_ quantity: Int, _ license: License) { bought[license, default: 0] += quantity }
  mutating func stock(_ quantity: Int?, _ license: License) { bought[license] = quantity }
  mutating func take(_ quantity: Int, _ license: License) { taken[license, default: 0] += quantity }

  mutating func giveBack(_ quantity: Int, _ license: License) {
    let left = taken[license, default: 0] - quantity
    taken[license] = left > 0 ? left : nil
  }
}
