/// Finds what can be sent, but looks like a typing error: a rare name that is one edit away from a frequent one.
///
/// A wrong group or host is no error for the portal: it sets up another group.
struct PlanWarnings {
  /// A name that at least this many rows have is frequent.
  static let frequent = 5

  private var domains = Counted()
  /// The names of resellers and groups that differ from the first one of their group.
  private var otherNames: [OtherName: Int] = [:]

  private struct OtherName: Hashable {
    let parent: [String]
    let name: String
    let field: RowField
  }

  /// Notes a row of a user to be present, with its group and that group's first names.
  mutating func add(_ row: UserRow, in group: PlanOverview.Group) {
    if let at = row.broadworksUserId.utf8.lastIndex(of: UInt8(ascii: "@")) {
      domains.add(String(row.broadworksUserId[at...].dropFirst()), row.number)
    }
    note(row.groupName, group.groupName, [row.serverHostName, row.resellerId, row.groupId], .groupName, row)
    note(row.resellerName, group.resellerName, [row.serverHostName, row.resellerId], .resellerName, row)
  }

  private mutating func note(
    _ name: String?, _ first: String?, _ parent: @autoclosure () -> [String], _ field: RowField,
    _ row: UserRow
  ) {
    guard let name, name != first else { return }
    let other = OtherName(parent: parent(), name: name, field: field)
    if otherNames[other] == nil { otherNames[other] = row.number }
  }

  /// The warnings, in the order of the rows.
  ///
  /// - Parameter groups: The groups of the rows.
  /// - Returns: The warnings.
  func findings(of groups: [PlanOverview.Group]) -> [Finding] {
    let groups = groups.filter { $0.users > 0 }
    var hosts = Counted()
    var resellers: [String: Counted] = [:]
    var ids: [[String]: Counted] = [:]
    for group in groups {
      hosts.add(group.serverHostName, group.firstRow, group.users)
      resellers[group.serverHostName, default: Counted()].add(group.resellerId, group.firstRow, group.users)
      ids[[group.serverHostName, group.resellerId], default: Counted()].add(
        group.groupId, group.firstRow, group.users)
    }
    let findings =
      hosts.rare.map { host, row, near in
        Finding(
          "is a host that no other row has",
          remedy: near.map { "Did you mean \(Finding.visible($0.name)), as in \($0.count) rows?" }
            ?? "Check that it is a server of yours.",
          row: row, column: RowField.serverHostName.name, value: host)
      }
      + resellers.values.flatMap { typingErrors($0, "is a reseller with one user", .resellerId) }
      + ids.values.flatMap { typingErrors($0, "is a group with one user", .groupId) }
      + typingErrors(domains, "is a domain that no other user has", .broadworksUserId) + twoNames(groups)
    return findings.sorted {
      ($0.row ?? 0, $0.column ?? "", $0.value ?? "") < ($1.row ?? 0, $1.column ?? "", $1.value ?? "")
    }
  }

  private func typingErrors(_ names: Counted, _ problem: String, _ field: RowField) -> [Finding] {
    names.rare.compactMap { name, row, near in
      near.map { near in
        Finding(
          problem, remedy: "Did you mean \(Finding.visible(near.name)), which has \(near.count)?", row: row,
          column: field.name, value: name)
      }
    }
  }

  /// Resellers and groups with two names.
  private func twoNames(_ groups: [PlanOverview.Group]) -> [Finding] {
    var firsts: [[String]: (name: String, row: Int)] = [:]
    var others = otherNames
    for group in groups {
      let reseller = [group.serverHostName, group.resellerId]
      if let name = group.groupName { firsts[reseller + [group.groupId]] = (name, group.firstRow) }
      guard let name = group.resellerName else { continue }
      if let first = firsts[reseller] {
        let other = OtherName(parent: reseller, name: name, field: .resellerName)
        if name != first.name { others[other] = min(others[other] ?? .max, group.firstRow) }
      } else {
        firsts[reseller] = (name, group.firstRow)
      }
    }
    return others.compactMap { other, row in
      guard let first = firsts[other.parent], first.name != other.name else { return nil }
      return Finding(
        "is another name for \(Finding.visible(other.parent.last ?? "")), which is "
          + "\"\(Finding.visible(first.name))\" in row \(first.row)",
        remedy: "It isn't known which of the two the portal keeps.", row: row, column: other.field.name,
        value: other.name)
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
