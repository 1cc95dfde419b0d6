import KakapoRollout

/// A plan as text.
struct PlanText {
  /// The maximum number of rows in a list.
  private static let limit = 50

  let plan: RolloutPlan
  let unseen: UnseenFacts
  /// What changed since an earlier file, if there is one.
  var comparison: Comparison?
  /// Whether lists have no limit, and equal warnings are listed one by one.
  var listsAll = false

  /// The warnings, the plan, its groups and its licences.
  var page: String {
    let overview = plan.overview
    let sections = [
      warnings(overview.warnings), comparisonText ?? "",
      "Plan for \(plan.endpoint):\n\n"
        + (plan.isEmpty && plan.notes.isEmpty
          ? ["  nothing to do", unseenText].filter { !$0.isEmpty }.joined(separator: "\n") : text),
      plan.isEmpty ? "" : "Groups:\n\n" + table(groups(overview)),
      overview.groups.allSatisfy(\.licenses.isEmpty) ? "" : "Licences:\n\n" + table(licenses(overview)),
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// What changed since an earlier file.
  var comparisonText: String? { comparison?.text(limit: limit) }

  private func warnings(_ warnings: [Finding]) -> String {
    guard !warnings.isEmpty else { return "" }
    let lines = warnings.lines(all: listsAll)
    return
      (["Warnings:", ""]
      + lines.enumerated().map { "  \($0.offset + 1). \(Printable.line($0.element))" }).joined(
        separator: "\n")
  }

  private func table(_ lines: (table: TextTable, left: Int)) -> String {
    let text = lines.table.text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    return lines.left > 0
      ? text + "\n  and \(PlainNumber.text(lines.left, "more line")); --all lists them" : text
  }

  private func limited(_ header: [String], _ rows: [[String]]) -> (table: TextTable, left: Int) {
    let shown = rows.prefix(limit)
    return (TextTable(header, Array(shown)), rows.count - shown.count)
  }

  private func groups(_ overview: PlanOverview) -> (TextTable, Int) {
    let hosts = Set(overview.groups.map(\.serverHostName))
    let header =
      (hosts.count > 1 ? ["host"] : []) + ["reseller", "group", "name", "users", "to set up", "to delete"]
    return limited(
      header,
      overview.groups.map { group in
        (hosts.count > 1 ? [group.serverHostName] : [])
          + [PlanText.given(group.resellerId), PlanText.given(group.groupId), group.groupName ?? ""]
          + [group.users, group.addedUsers, group.deletedUsers].map { PlainNumber.text($0) }
      })
  }

  /// A value that rows of users to delete may leave out.
  private static func given(_ text: String) -> String { text.isEmpty ? "-" : text }

  /// The licences of each kind, and of each group where there are several.
  private func licenses(_ overview: PlanOverview) -> (TextTable, Int) {
    let groups = overview.groups.filter { !$0.licenses.isEmpty }
    let hosts = Dictionary(grouping: groups, by: \.serverHostName).sorted { $0.key < $1.key }
    let hasGroups = groups.count > hosts.count
    let kinds = Set(groups.flatMap { $0.licenses.map(\.license) }).sorted { $0.precedes($1) }
    let rows = kinds.flatMap { kind in
      hosts.flatMap { host, groups -> [[String]] in
        let totals = groups.compactMap { group in
          group.licenses.first { $0.license == kind }.map { (group, $0) }
        }
        func line(_ place: [String], _ totals: [(PlanOverview.Group, PlanOverview.LicenseTotal)]) -> [String]
        {
          [kind.text] + (hosts.count > 1 ? [host] : []) + (hasGroups ? place : [])
            + [totals.reduce(0) { $0 + $1.1.assigned }, totals.reduce(0) { $0 + $1.1.takenAway }]
            .map { PlainNumber.text($0) }
        }
        guard hasGroups else { return totals.isEmpty ? [] : [line([], totals)] }
        return (totals.count > 1 ? [line(["all", ""], totals)] : [])
          + totals.map { line([PlanText.given($0.0.resellerId), PlanText.given($0.0.groupId)], [$0]) }
      }
    }
    let header = ["licence"] + (hosts.count > 1 ? ["host"] : []) + (hasGroups ? ["reseller", "group"] : [])
    return limited(header + ["to assign", "to take away"], rows)
  }

  /// The facts that the plan does not check, in lines; empty when there are none.
  var unseenText: String {
    guard unseen.users > 0 else { return "" }
    let users = PlainNumber.text(unseen.users, "user")
    var lines = [
      "  \(users) already \(unseen.users == 1 ? "exists" : "exist"). The service does not show their "
        + "reseller, group and names, so these are not compared."
    ]
    lines += unseen.changes.prefix(limit).map { change in
      Printable.line(
        "  row \(change.row.number)  \(change.row.broadworksUserId): \(change.words) since the last finished "
          + "run; nothing is done about it")
    }
    return (lines + more(than: unseen.changes.count)).joined(separator: "\n")
  }

  /// The counts of the plan, and all deletions.
  var text: String {
    let counts = plan.counts
    // A user that was not read may already exist.
    let isUncertain = plan.rows.contains { $0.reading == nil && !$0.steps.isEmpty }
    var lines: [String] = []
    func add(_ count: Int, _ noun: String, _ words: String) {
      if count > 0 { lines.append("  \(PlainNumber.text(count, noun)) \(words)") }
    }
    add(
      counts.addedUsers - counts.recreatedUsers, "user",
      "to be set up" + (isUncertain ? "; existing users are left as they are" : ""))
    add(
      counts.addedLicenses, "licence",
      "to be assigned"
        + (isUncertain
          ? "; licences already held are kept" : "")
    )
    add(counts.removedLicenses, "licence", "to be taken away from users who stay")
    let takenAlong = plan.rows.reduce(0) {
      $0 + ($1.steps.contains(.addUser) ? 0 : $1.licensesTakenAlong.count)
    }
    add(
      counts.deletedUsers - counts.recreatedUsers, "user",
      "to be deleted, and \(PlainNumber.text(takenAlong, "licence")) with them")
    add(counts.recreatedUsers, "user", "to be moved: deleted, set up again, and given the licences above")
    add(counts.heldUpRows, "user", "not deleted, although the file says to")
    add(counts.unchangedRows, "row", "with nothing to do")
    if unseen.users > 0 { lines.append(unseenText) }
    if plan.reusesLicenses {
      lines.append(
        "  Deletions come last. A licence that is refused, for example by an empty pool, is tried again "
          + "after them.")
    }
    let gone = deletions
    if !gone.isEmpty { lines += ["", "To be removed:"] + gone }
    if !notes.isEmpty { lines += ["", "Left alone:"] + notes }
    return lines.joined(separator: "\n")
  }

  /// The parts that the plan does not change, one line for each row.
  var notes: [String] {
    let notes = plan.notes
    return notes.prefix(limit).map { "  " + Printable.line($0) } + more(than: notes.count)
  }

  private var limit: Int { listsAll ? .max : PlanText.limit }

  private func more(than count: Int) -> [String] {
    count > limit ? ["  and \(PlainNumber.text(count - limit, "more row")); --all lists them"] : []
  }

  private var deletions: [String] {
    let rows = plan.rows.filter { $0.steps.contains(where: \.isDeletion) }
    let lines = rows.prefix(limit).map { planned in
      let row = planned.row
      let place = "  row \(row.number)  \(Printable.line(row.broadworksUserId))"
      if planned.steps.contains(.addUser) { return "\(place): the user, to be set up again" }
      if planned.steps.contains(.deleteUser) {
        let licenses = planned.licensesTakenAlong.map { Printable.line($0.text) }.joined(separator: ", ")
        return
          "\(place): the user\(licenses.isEmpty ? ", who holds no licence" : ", and with it \(licenses)")"
      }
      return "\(place): "
        + planned.steps.filter(\.isDeletion).compactMap { $0.license?.text }.joined(separator: ", ")
    }
    return lines + more(than: rows.count)
  }
}

extension RolloutPlan.Counts {
  /// The counts by name, for programs.
  var byName: [String: Int] {
    [
      "rows": rows, "unchangedRows": unchangedRows, "heldUpRows": heldUpRows, "addedUsers": addedUsers,
      "addedLicenses": addedLicenses, "recreatedUsers": recreatedUsers,
      "removedLicenses": removedLicenses, "deletedUsers": deletedUsers,
      "licensesTakenAlong": licensesTakenAlong,
      "licensesLookedAt": licensesLookedAt, "deletions": deletions, "calls": calls,
    ]
  }
}

extension PlanOverview {
  /// The overview, for programs.
  var json: JSONObject {
    [
      "groups": groups.map { group in
        [
          "serverHostName": group.serverHostName, "resellerId": group.resellerId,
          "resellerName": group.resellerName,
          "groupId": group.groupId, "groupName": group.groupName, "users": group.users,
          "addedUsers": group.addedUsers, "deletedUsers": group.deletedUsers,
          "licenses": group.licenses.map {
            ["license": $0.license.text, "assigned": $0.assigned, "takenAway": $0.takenAway] as JSONObject
          },
        ] as JSONObject
      }, "warnings": warnings,
    ]
  }
}

extension [Finding] {
  /// The findings in lines; those of one cause are one line, unless all are wanted.
  func lines(all: Bool) -> [String] { all ? map(\.description) : groups.map(\.description) }
}
