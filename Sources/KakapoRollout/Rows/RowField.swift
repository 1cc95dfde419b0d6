import KakapoProvision

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

  /// What the contract says of the parameter that the column holds; `nil` for `licenses` and `state`.
  var parameter: ParameterDescription? {
    Self.parameters.indices.contains(rawValue) ? Self.parameters[rawValue] : nil
  }

  private static let parameters = AddUserWithHierarchy.contract.parameters

  /// Whether a row in this state needs a value here; `nil` is a state that could not be read.
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

  /// The most code points that a value may have; `nil` for `licenses` and `state`.
  ///
  /// What BroadWorks allows, by public clients whose code was made from the schema of its provisioning interface
  /// (OCI-P): 30 for the IDs of service providers and groups, 80 for their names, 161 for a user ID (80 on each
  /// side of the `@`). A first and a last name have 30 each, so 80 is generous for both together. A host name has
  /// 253 in the DNS. What the portal itself allows is not known.
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
