import KakapoProvision

/// The form of a planned row in plans and journals.
///
/// The steps in a file are for people: the reader derives the steps from the other values.
extension PlannedRow {
  struct Document: Codable {
    /// The row's number in its file; a saved plan leaves it out, to be the same for the same table.
    var row: Int?
    var serverHostName: String
    var resellerId: String
    var resellerName: String?
    var groupId: String
    var groupName: String?
    var broadworksUserId: String
    var userName: String
    var licenses: [String]
    var state: String
    /// What changed since an earlier input, in the spelling of ``UserRow/Change``.
    var change: String?
    /// The reseller, the group and the name before the change.
    var earlier: [String]?
    /// The licences that the user is owed.
    var owed: [String]?
    /// Whether the user existed; `nil` if the planner did not ask.
    var exists: Bool?
    /// The licences that the user held.
    var holds: [[String]]?
    /// Why the licences are uncertain; `nil` if they are certain.
    var doubt: String?
    var steps: [String]

    init(_ planned: PlannedRow, isNumbered: Bool) {
      let row = planned.row
      if isNumbered { self.row = row.number }
      serverHostName = row.serverHostName
      resellerId = row.resellerId
      resellerName = row.resellerName
      groupId = row.groupId
      groupName = row.groupName
      broadworksUserId = row.broadworksUserId
      userName = row.userName
      licenses = row.licenses.map(\.text)
      state = row.state.rawValue
      change = row.change?.rawValue
      earlier = row.earlier.map { [$0.resellerId, $0.groupId, $0.userName] }
      owed = row.owedLicenses.isEmpty ? nil : row.owedLicenses.map(\.text)
      switch planned.reading {
      case nil: break
      case .absent: exists = false
      case .holding(let pairs):
        exists = true
        holds = pairs.map { [$0.applicationName, $0.licenseType] }
      case .uncertain(let pairs, let reason):
        exists = true
        holds = pairs.map { [$0.applicationName, $0.licenseType] }
        doubt = reason
      }
      steps = planned.steps.map(\.description)
    }
  }

  /// Reads a row.
  ///
  /// The result is `nil` if ``Document/init(_:isNumbered:)`` did not make the document.
  ///
  /// - Parameters:
  ///   - document: The document of the row.
  ///   - number: Its number.
  ///   - isPruning: Whether its plan prunes.
  ///   - pool: The texts that rows share.
  init?(_ document: Document, number: Int, isPruning: Bool, pool: inout StringPool) {
    guard let state = UserRow.State(rawValue: document.state) else { return nil }
    var licenses: [License] = []
    for text in document.licenses {
      guard let license = License(text: text) else { return nil }
      licenses.append(license)
    }
    var reading: Reading?
    switch (document.exists, document.holds) {
    case (nil, nil): break
    case (false, nil): reading = .absent
    case (true, let holds?):
      guard holds.allSatisfy({ $0.count == 2 }) else { return nil }
      let pairs = holds.map { LicensePair(applicationName: $0[0], licenseType: $0[1]) }
      reading = document.doubt.map { .uncertain(pairs, reason: $0) } ?? .holding(pairs)
    default: return nil
    }
    var row = UserRow(
      number: number, serverHostName: pool.shared(document.serverHostName),
      resellerId: pool.shared(document.resellerId),
      resellerName: document.resellerName.map { pool.shared($0) }, groupId: pool.shared(document.groupId),
      groupName: document.groupName.map { pool.shared($0) },
      broadworksUserId: document.broadworksUserId, userName: document.userName, licenses: licenses,
      state: state)
    if let change = document.change {
      guard let change = UserRow.Change(rawValue: change) else { return nil }
      row.change = change
    }
    if let earlier = document.earlier {
      guard earlier.count == 3 else { return nil }
      row.earlier = UserRow.Earlier(resellerId: earlier[0], groupId: earlier[1], userName: earlier[2])
    }
    for text in document.owed ?? [] {
      guard let license = License(text: text) else { return nil }
      row.owedLicenses.append(license)
    }
    self.init(row, reading: reading, isPruning: isPruning)
    guard steps.map(\.description) == document.steps else { return nil }
  }
}
