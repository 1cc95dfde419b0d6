public import KakapoProvision

/// An overview of a plan for the person who approves it: its groups, its licences, and likely mistakes.
public struct PlanOverview: Sendable, Hashable {
  /// A group that the plan's users belong to.
  public struct Group: Sendable, Hashable {
    /// The server host name entered in Unity.
    public let serverHostName: String
    /// The reseller's ID; rows of users to delete may leave it out.
    public let resellerId: String
    /// The group's ID; rows of users to delete may leave it out.
    public let groupId: String
    /// The reseller's name, in the first row of a user to be present that has one.
    public internal(set) var resellerName: String?
    /// The group's name, in the first row of a user to be present that has one.
    public internal(set) var groupName: String?
    /// The rows with the state `present`.
    public internal(set) var users = 0
    /// The users to be set up; some may already exist.
    public internal(set) var addedUsers = 0
    /// The users to be deleted.
    public internal(set) var deletedUsers = 0
    /// The licences by kind, in the order of the vendor's table.
    public internal(set) var licenses: [LicenseTotal] = []
  }

  /// The licences of one kind that a group gets and gives back.
  public struct LicenseTotal: Sendable, Hashable {
    /// The kind.
    public let license: LicensePair
    /// The licences to be assigned; some may already be held.
    public internal(set) var assigned = 0
    /// The licences to be taken away, also with users that are deleted.
    public internal(set) var takenAway = 0
  }

  /// The groups, in the order of their first rows.
  public let groups: [Group]
  /// The likely mistakes, in the order of the rows; the portal would accept them.
  public let warnings: [Finding]
}

extension RolloutPlan {
  /// The groups, licences and likely mistakes of the plan.
  public var overview: PlanOverview {
    var groups: [PlanOverview.Group] = []
    var totals: [[LicensePair: PlanOverview.LicenseTotal]] = []
    var numbers: [GroupPlace: Int] = [:]
    var warnings = PlanWarnings()
    for planned in rows {
      let row = planned.row
      let place = GroupPlace(row)
      let number = numbers[place] ?? groups.count
      if number == groups.count {
        numbers[place] = number
        totals.append([:])
        groups.append(
          PlanOverview.Group(
            serverHostName: row.serverHostName, resellerId: row.resellerId, groupId: row.groupId))
      }
      if row.state == .present {
        groups[number].users += 1
        groups[number].resellerName = groups[number].resellerName ?? row.resellerName
        groups[number].groupName = groups[number].groupName ?? row.groupName
      }
      warnings.add(row, at: place, ofGroup: number)
      func count(_ pair: LicensePair, _ member: WritableKeyPath<PlanOverview.LicenseTotal, Int>) {
        totals[number][pair, default: .init(license: pair)][keyPath: member] += 1
      }
      for step in planned.steps {
        switch step {
        case .addUser: groups[number].addedUsers += 1
        case .deleteUser: groups[number].deletedUsers += 1
        case .addLicense(let license): count(license.pair, \.assigned)
        case .removeLicense(let license): count(license.pair, \.takenAway)
        }
      }
      for pair in planned.licensesTakenAlong { count(pair, \.takenAway) }
    }
    for (number, totals) in totals.enumerated() {
      groups[number].licenses = totals.values.sorted { $0.license.precedes($1.license) }
    }
    return PlanOverview(groups: groups, warnings: warnings.findings)
  }
}

/// A group of a reseller at a host, or the reseller itself.
struct GroupPlace: Hashable {
  let serverHostName: String
  let resellerId: String
  /// The group; `nil` for the reseller itself.
  var groupId: String?

  init(_ row: UserRow) {
    serverHostName = row.serverHostName
    resellerId = row.resellerId
    groupId = row.groupId
  }

  var reseller: GroupPlace {
    var place = self
    place.groupId = nil
    return place
  }
}

extension LicensePair {
  private static let places = Dictionary(
    License.allCases.enumerated().map { ($1.pair, $0) }, uniquingKeysWith: { first, _ in first })

  /// Whether it comes earlier in the vendor's table; kinds that aren't there come last.
  package func precedes(_ other: LicensePair) -> Bool {
    let (place, otherPlace) = (LicensePair.places[self] ?? .max, LicensePair.places[other] ?? .max)
    return place == otherPlace ? text < other.text : place < otherPlace
  }
}
