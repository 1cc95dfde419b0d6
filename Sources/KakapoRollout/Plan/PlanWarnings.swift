import KakapoProvision

/// Finds what can be sent, but looks like a typing error: a rare name that is one edit away from a frequent one.
///
/// A wrong group or host is no error for the portal: it sets up another group.
struct PlanWarnings {
  /// A name that at least this many rows have is frequent.
  static let frequent = 5

  private let rows: [UserRow]

  init(_ rows: some Sequence<UserRow>) { self.rows = rows.filter { $0.state == .present } }

  /// The warnings, in the order of the rows.
  var findings: [Finding] {
    (hosts
      + names(
        of: \.resellerId, \.resellerName, in: { [$0.serverHostName] }, "reseller", .resellerId, .resellerName)
      + names(
        of: \.groupId, \.groupName, in: { [$0.serverHostName, $0.resellerId] }, "group", .groupId, .groupName)
      + domains).sorted {
        ($0.row ?? 0, $0.column ?? "", $0.problem) < ($1.row ?? 0, $1.column ?? "", $1.problem)
      }
  }

  /// Hosts that only one row has, while others have many.
  private var hosts: [Finding] {
    Counted(rows.lazy.map { ($0.serverHostName, $0.number) }).rare.map { host, row, near in
      Finding(
        "is a host that no other row has",
        remedy: near.map { "Did you mean \(Finding.visible($0.name)), as in \($0.count) rows?" }
          ?? "Check that it is a server of yours.",
        row: row, column: RowField.serverHostName.name, value: host)
    }
  }

  /// Resellers or groups with one user that resemble one with many, and those with two names.
  private func names(
    of id: KeyPath<UserRow, String>, _ name: KeyPath<UserRow, String?>, in parent: (UserRow) -> [String],
    _ noun: String, _ idField: RowField, _ nameField: RowField
  ) -> [Finding] {
    var counts: [[String]: Counted] = [:]
    var spellings: [[String]: Counted] = [:]
    for row in rows {
      let place = parent(row)
      counts[place, default: Counted()].add(row[keyPath: id], row.number)
      if let text = row[keyPath: name] {
        spellings[place + [row[keyPath: id]], default: Counted()].add(text, row.number)
      }
    }
    let typos = counts.values.flatMap { counts in
      counts.rare.compactMap { id, row, near in
        near.map { near in
          Finding(
            "is a \(noun) with one user",
            remedy: "Did you mean \(Finding.visible(near.name)), which has \(near.count)?", row: row,
            column: idField.name, value: id)
        }
      }
    }
    let twoNames = spellings.flatMap { place, names -> [Finding] in
      guard names.names.count > 1,
        let usual = names.names.max(by: { ($0.value.count, $1.value.row) < ($1.value.count, $0.value.row) })
      else { return [] }
      return names.names.filter { $0.key != usual.key }.map { text, found in
        Finding(
          "is another name for \(noun) \(Finding.visible(place.last ?? "")), which is "
            + "\"\(Finding.visible(usual.key))\" in row \(usual.value.row)",
          remedy: "It isn't known which of the two the portal keeps.", row: found.row, column: nameField.name,
          value: text)
      }
    }
    return typos + twoNames
  }

  /// Domains of users that only one row has and that resemble one that many have.
  private var domains: [Finding] {
    Counted(
      rows.lazy.compactMap { row in
        row.broadworksUserId.split(separator: "@").last.map { (String($0), row.number) }
      }
    ).rare.compactMap { domain, row, near in
      near.map { near in
        Finding(
          "is a domain that no other user has",
          remedy: "Did you mean \(Finding.visible(near.name)), as for \(near.count) users?", row: row,
          column: RowField.broadworksUserId.name, value: domain)
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

  init() {}

  init(_ pairs: some Sequence<(String, Int)>) {
    for (name, row) in pairs { add(name, row) }
  }

  mutating func add(_ name: String, _ row: Int) { names[name, default: Found(row: row)].count += 1 }

  /// The names that only one row has, each with the frequent name that it is one edit away from, if any.
  var rare: [(name: String, row: Int, near: (name: String, count: Int)?)] {
    let rare = names.filter { $0.value.count == 1 }
    let frequent = names.filter { $0.value.count >= PlanWarnings.frequent }
    guard !rare.isEmpty, !frequent.isEmpty else { return [] }
    // Two names that are one edit apart have a shortened form in common, so not every pair is compared.
    var byForm: [String: [String]] = [:]
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

  /// A name as it is, and with each one of its characters left out.
  private static func forms(of name: String) -> Set<String> {
    let scalars = Array(name.unicodeScalars)
    guard scalars.count <= 100 else { return [] }
    return Set(
      scalars.indices.map { index in
        String(String.UnicodeScalarView(scalars[..<index] + scalars[(index + 1)...]))
      } + [name])
  }
}
