public import KakapoProvision

/// One row of an input: a user, and whether it is to be there with certain licences or not at all.
public struct UserRow: Sendable, Hashable {
  /// What a row asks for.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// The user exists and has at least the row's licences.
    case present
    /// The user does not exist.
    case absent
  }

  /// The row's number as a spreadsheet counts: the header is row 1.
  ///
  /// In JSON, the element's number from 1.
  public var number: Int
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The enterprise or service provider ID in BroadWorks; may be empty when the user is to be absent.
  public var resellerId: String
  /// The reseller's name for people.
  public var resellerName: String?
  /// The group ID in BroadWorks; may be empty when the user is to be absent.
  public var groupId: String
  /// The group's name for people.
  public var groupName: String?
  /// The user's login ID in BroadWorks, including the domain.
  public var broadworksUserId: String
  /// First and last name; may be empty when the user is to be absent.
  public var userName: String
  /// The licences the user is to have at least; in a ``RolloutInput`` each once, in the order of the vendor's
  /// table.
  ///
  /// Those of an absent user do not count.
  public var licenses: [License]
  /// What the row asks for.
  public var state: State

  /// Makes a row; nothing is checked.
  ///
  /// - Parameters:
  ///   - number: The row's number in its input.
  ///   - serverHostName: The server host name entered in Unity.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - resellerName: The reseller's name for people.
  ///   - groupId: The group ID in BroadWorks.
  ///   - groupName: The group's name for people.
  ///   - broadworksUserId: The user's login ID in BroadWorks, including the domain.
  ///   - userName: First and last name.
  ///   - licenses: The licences the user is to have at least, in any order.
  ///   - state: What the row asks for.
  public init(
    number: Int, serverHostName: String, resellerId: String = "", resellerName: String? = nil,
    groupId: String = "", groupName: String? = nil, broadworksUserId: String, userName: String = "",
    licenses: [License] = [], state: State = .present
  ) {
    self.number = number
    self.serverHostName = serverHostName
    self.resellerId = resellerId
    self.resellerName = resellerName
    self.groupId = groupId
    self.groupName = groupName
    self.broadworksUserId = broadworksUserId
    self.userName = userName
    self.licenses = licenses.inTableOrder
    self.state = state
  }
}

extension Sequence where Element == License {
  /// The licences in the order of the vendor's table, each once.
  package var inTableOrder: [License] {
    let wanted = Set(self)
    // Most rows have none to three, and sorting those is not worth a look at the whole table.
    return wanted.count < 2 ? Array(wanted) : License.allCases.filter(wanted.contains)
  }
}
