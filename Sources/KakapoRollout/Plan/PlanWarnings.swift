import Support

/// Finds likely typing errors: a rare name that is one edit away from a frequent one, or a second name.
///
/// The portal accepts a wrong group or host, and sets up another group.
struct PlanWarnings {
  /// A name that at least this many rows have is frequent.
  static let frequent = 5

  /// The rows of a group.
  private struct Facts {
    let place: GroupPlace
    /// The number of rows, and the first one.
    var rows = 0
    let firstRow: Int
    /// The users to be present, and the first one.
    var users = 0
    var firstUser = 0
    /// The names in the last row that has them; most rows have the same.
    var resellerName: String?
    var groupName: String?
  }

  private struct Name {
    let text: String
    let row: Int
  }

  private var groups: [Facts] = []
  private var domains = Counted()
  /// The different names of each reseller and group.
  private var names: [GroupPlace: [Name]] = [:]

  /// Notes a row with the number of its group; a new group has the next number.
  mutating func add(_ row: UserRow, at place: GroupPlace, ofGroup number: Int) {
    if number == groups.count { groups.append(Facts(place: place, firstRow: row.number)) }
    groups[number].rows += 1
    guard row.state == .present else { return }
    if groups[number].users == 0 { groups[number].firstUser = row.number }
    groups[number].users += 1
    if let at = row.broadworksUserId.utf8.lastIndex(of: UInt8(ascii: "@")) {
      domains.add(row.broadworksUserId[at...].dropFirst().lowercased(), row.number)
    }
    if let name = row.resellerName, name != groups[number].resellerName {
      groups[number].resellerName = name
      note(name, row, place.reseller)
    }
    if let name = row.groupName, name != groups[number].groupName {
      groups[number].groupName = name
      note(name, row, place)
    }
  }

  private mutating func note(_ name: String, _ row: UserRow, _ place: GroupPlace) {
    guard names[place]?.contains(where: { $0.text == name }) != true else { return }
    names[place, default: []].append(Name(text: name, row: row.number))
  }

  /// The warnings, in the order of the rows.
  var findings: [Finding] {
    var hosts = Counted()
    var resellers: [String: Counted] = [:]
    var ids: [GroupPlace: Counted] = [:]
    for group in groups {
      let place = group.place
      hosts.add(place.serverHostName, group.firstRow, group.rows)
      guard group.users > 0 else { continue }
      resellers[place.serverHostName, default: Counted()].add(place.resellerId, group.firstUser, group.users)
      ids[place.reseller, default: Counted()].add(place.groupId ?? "", group.firstUser, group.users)
    }
    let findings =
      hosts.rare.map { host, row, near in
        Finding(
          "is a host that no other row has",
          remedy: near.map(PlanWarnings.question) ?? "Check that it is a server of yours.", row: row,
          column: RowField.serverHostName.name, value: host)
      }
      + resellers.values.flatMap { typingErrors($0, "is a reseller with one user", .resellerId) }
      + ids.values.flatMap { typingErrors($0, "is a group with one user", .groupId) }
      + typingErrors(domains, "is a domain that no other user has", .broadworksUserId) + secondNames
    return findings.sorted {
      ($0.row ?? 0, $0.column ?? "", $0.value ?? "") < ($1.row ?? 0, $1.column ?? "", $1.value ?? "")
    }
  }

  private func typingErrors(_ names: Counted, _ problem: String, _ field: RowField) -> [Finding] {
    names.rare.compactMap { name, row, near in
      near.map {
        Finding(problem, remedy: PlanWarnings.question($0), row: row, column: field.name, value: name)
      }
    }
  }

  private static func question(_ near: (name: String, count: Int)) -> String {
    "Did you mean \(Finding.visible(near.name)), which has \(near.count)?"
  }

  /// The further names of resellers and groups that have more than one.
  private var secondNames: [Finding] {
    names.flatMap { place, names -> [Finding] in
      guard let first = names.first else { return [] }
      let id = Finding.visible(place.groupId ?? place.resellerId)
      return names.dropFirst().map { other in
        Finding(
          "is another name for \(id), which is \"\(Finding.visible(first.text))\" in row \(first.row)",
          remedy: "It isn't known which of the two the portal keeps.", row: other.row,
          column: (place.groupId == nil ? RowField.resellerName : .groupName).name, value: other.text)
      }
    }
  }
}

/// Names with the number of rows that have them.
private struct Counted {
  struct Found {
    var count = 0
    /// The first row.
    let row: Int
  }

  private(set) var names: [String: Found] = [:]

  mutating func add(_ name: String, _ row: Int, _ count: Int = 1) {
    names[name, default: Found(row: row)].count += count
  }

  /// The names that only one row has, each with the frequent name that it is one edit away from, if any.
  var rare: [(name: String, row: Int, near: (name: String, count: Int)?)] {
    let rare = names.filter { $0.value.count == 1 }
    let frequent = names.filter { $0.value.count >= PlanWarnings.frequent }
    guard !rare.isEmpty, !frequent.isEmpty else { return [] }
    // Two names that are one edit apart have a shortened form in common, so not every pair is compared.
    var byForm: [UInt64: [String]] = [:]
    for name in frequent.keys {
      for form in Counted.forms(of: name) { byForm[form, default: []].append(name) }
    }
    return rare.map { name, found in
      let near = Set(Counted.forms(of: name).flatMap { byForm[$0] ?? [] }).filter {
        NearMiss.isTypingError(name, for: $0)
      }
      let best = near.min { (frequent[$1]?.count ?? 0, $0) < (frequent[$0]?.count ?? 0, $1) }
      return (name, found.row, best.map { ($0, frequent[$0]?.count ?? 0) })
    }
  }

  /// Numbers for a name as it is, and with each one of its characters left out (FNV-1a); other names may have the same.
  private static func forms(of name: String) -> [UInt64] {
    let scalars = Array(name.unicodeScalars)
    guard scalars.count <= 100 else { return [] }
    return (-1..<scalars.count).map { left in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for (index, scalar) in scalars.enumerated() where index != left {
        hash = (hash ^ UInt64(scalar.value)) &* 0x100_0000_01b3
      }
      return hash
    }
  }
}
