public import KakapoProvision
import Support

/// One row of an input: a user, who is to be present with certain licences, or absent.
public struct UserRow: Sendable, Hashable {
  /// What a row asks for.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// The user exists and has at least the row's licences.
    case present
    /// The user does not exist.
    case absent
  }

  /// What a comparison with an earlier input says about the row; see ``UserChanges``.
  public enum Change: String, Sendable, Hashable, CaseIterable {
    /// The user was in the earlier input only, and is to be deleted. The row is not in the file.
    case left
    /// The user has another name, so its setup is sent again although it exists.
    case renamed
    /// The user is in another reseller or group than the row says, and stays there.
    case moved
    /// The user is in another reseller or group than the row says: it is deleted, set up again and given its
    /// licences.
    case recreated
  }

  /// What an earlier input said of a user.
  public struct Earlier: Sendable, Hashable {
    /// The reseller's ID.
    public let resellerId: String
    /// The group's ID.
    public let groupId: String
    /// First and last name.
    public let userName: String
  }

  /// The row's number as a spreadsheet counts: the header is row 1.
  ///
  /// In JSON, the element's number from 1. The rows of users who left have the numbers after the last row.
  public var number: Int
  /// The server host name entered in Unity; it identifies the system provider.
  public var serverHostName: String
  /// The enterprise or service provider ID in BroadWorks; may be empty for an absent user.
  public var resellerId: String
  /// The reseller's display name.
  public var resellerName: String?
  /// The group ID in BroadWorks; may be empty for an absent user.
  public var groupId: String
  /// The group's display name.
  public var groupName: String?
  /// The user's login ID in BroadWorks, including the domain.
  public var broadworksUserId: String
  /// First and last name; may be empty for an absent user.
  public var userName: String
  /// The licences that the user is to have at least.
  ///
  /// A ``RolloutInput`` has each licence once, in the order of the vendor's table. The licences of an absent user
  /// are ignored.
  public var licenses: [License]
  /// What the row asks for.
  public var state: State
  /// What changed since an earlier input; `nil`, the default, without a comparison or for any other row.
  public internal(set) var change: Change?
  /// Where the user was, and what it was called, before ``change``; `nil` if the user left.
  public internal(set) var earlier: Earlier?
  /// The licences that the user held before a move that an earlier run did not finish; it gets them back.
  public internal(set) var owedLicenses: [License] = []

  /// Makes a row without any check.
  ///
  /// - Parameters:
  ///   - number: The row's number in its input.
  ///   - serverHostName: The server host name entered in Unity.
  ///   - resellerId: The enterprise or service provider ID in BroadWorks.
  ///   - resellerName: The reseller's display name.
  ///   - groupId: The group ID in BroadWorks.
  ///   - groupName: The group's display name.
  ///   - broadworksUserId: The user's login ID in BroadWorks, including the domain.
  ///   - userName: First and last name.
  ///   - licenses: The licences that the user is to have at least, in any order.
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

extension UserRow {
  /// Whether the user is in another reseller or group than the row says.
  var isElsewhere: Bool { change == .moved || change == .recreated }

  /// The licences that the user is to have, with those that it is owed.
  var wantedLicenses: [License] { owedLicenses.isEmpty ? licenses : (licenses + owedLicenses).inTableOrder }

  /// The row in the reseller and the group where the user was.
  var inEarlierPlace: UserRow {
    guard let earlier else { return self }
    var row = self
    (row.resellerId, row.resellerName) = (earlier.resellerId, nil)
    (row.groupId, row.groupName) = (earlier.groupId, nil)
    return row
  }
}

extension Sequence where Element == License {
  /// The licences in the order of the vendor's table, each once.
  package var inTableOrder: [License] {
    let wanted = Set(self)
    // A single licence needs no pass over the whole table.
    return wanted.count < 2 ? Array(wanted) : License.allCases.filter(wanted.contains)
  }
}

/// The columns that an input may have, in the order of ``InputFormat/Column/names``.
enum RowField: Int, CaseIterable {
  case serverHostName
  case resellerId
  case resellerName
  case groupId
  case groupName
  case broadworksUserId
  case userName
  case licenses
  case state

  /// The name of the column.
  var name: String { InputFormat.Column.names[rawValue] }

  /// The field of this name.
  init?(name: String) {
    guard let index = InputFormat.Column.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: index)
  }

  /// The text of the field in a row.
  func text(of row: UserRow) -> String {
    switch self {
    case .serverHostName: row.serverHostName
    case .resellerId: row.resellerId
    case .resellerName: row.resellerName ?? ""
    case .groupId: row.groupId
    case .groupName: row.groupName ?? ""
    case .broadworksUserId: row.broadworksUserId
    case .userName: row.userName
    case .licenses: LicenseList.text(of: row.licenses)
    case .state: row.state.rawValue
    }
  }

  /// The contract's description of the column's parameter; `nil` for `licenses` and `state`.
  var parameter: ParameterDescription? {
    Self.parameters.indices.contains(rawValue) ? Self.parameters[rawValue] : nil
  }

  private static let parameters = AddUserWithHierarchy.contract.parameters

  /// Whether a row in this state needs a value; `nil` is a state that could not be read.
  func isRequired(in state: UserRow.State?) -> Bool {
    switch self {
    case .serverHostName, .broadworksUserId: true
    case .resellerId, .groupId, .userName: state == .present
    case .resellerName, .groupName, .licenses, .state: false
    }
  }

  /// Whether the value is an identifier in BroadWorks.
  var isIdentifier: Bool {
    switch self {
    case .serverHostName, .resellerId, .groupId, .broadworksUserId: true
    case .resellerName, .groupName, .userName, .licenses, .state: false
    }
  }

  /// The maximum number of code points in a value; `nil` for `licenses` and `state`.
  ///
  /// These are the limits of BroadWorks, taken from public clients that were generated from the schema of its
  /// provisioning interface (OCI-P): 30 for the IDs of service providers and groups, 80 for their names, 161 for a
  /// user ID (80 on each side of the `@`). First and last names have 30 each, so 80 is generous for both together.
  /// A host name has 253 in the DNS. The limits of the portal itself are unknown.
  var limit: Int? {
    switch self {
    case .serverHostName: 253
    case .resellerId, .groupId: 30
    case .resellerName, .groupName, .userName: 80
    case .broadworksUserId: 161
    case .licenses, .state: nil
    }
  }
}

/// A row of an input, before its values are checked.
struct RawRow {
  /// The row's number.
  var number = 0
  /// The line where it begins, if it differs from the row's number.
  var line: Int?
  /// The cells by the places of their columns in ``ColumnNames/headers``; missing ones are empty.
  ///
  /// There are none in a row that a program made.
  var cells: [String] = []
  /// The values by ``RowField``; missing ones are empty.
  var values = [String](repeating: "", count: RowField.allCases.count)

  /// The value of a field.
  subscript(field: RowField) -> String {
    get { values[field.rawValue] }
    set { values[field.rawValue] = newValue }
  }

  /// Empties the row for the next one.
  mutating func clear() {
    for index in cells.indices { cells[index] = "" }
    for index in values.indices { values[index] = "" }
  }
}

/// Keeps one copy of a text that many rows share.
struct StringPool {
  private var texts: Set<String> = []

  /// The shared copy of a text.
  mutating func shared(_ text: String) -> String {
    // Swift stores a text of up to 15 bytes in place.
    guard text.utf8.count > 15 else { return text }
    let copy = texts.insert(text).memberAfterInsert
    return copy.hasSameBytes(as: text) ? copy : text
  }
}
