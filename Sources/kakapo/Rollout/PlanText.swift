import KakapoRollout

/// A plan as text.
struct PlanText {
  /// The maximum number of rows in a list.
  private static let limit = 50

  let plan: RolloutPlan
  let unseen: UnseenFacts

  /// The facts that the plan does not check, in lines; empty when there are none.
  var unseenText: String {
    guard unseen.users > 0 else { return "" }
    let users = PlainNumber.text(unseen.users, "user")
    var lines = [
      "  \(users) already \(unseen.users == 1 ? "exists" : "exist"). The service does not show their "
        + "reseller, group and names, so these are not compared."
    ]
    lines += unseen.changes.prefix(PlanText.limit).map { change in
      Printable.line(
        "  row \(change.row.number)  \(change.row.broadworksUserId): \(change.words) since the last finished "
          + "run; nothing is done about it")
    }
    if unseen.changes.count > PlanText.limit {
      lines.append("  and \(PlainNumber.text(unseen.changes.count - PlanText.limit, "more row"))")
    }
    return lines.joined(separator: "\n")
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
      counts.addedUsers, "user",
      "to be set up" + (isUncertain ? "; existing users are left as they are" : ""))
    add(
      counts.addedLicenses, "licence",
      "to be assigned"
        + (isUncertain
          ? "; licences already held are kept" : "")
    )
    add(counts.removedLicenses, "licence", "to be taken away from users who stay")
    add(
      counts.deletedUsers, "user",
      "to be deleted, and \(PlainNumber.text(counts.licensesTakenAlong, "licence")) with them")
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
    let notes = PlanText.notes(of: plan)
    if !notes.isEmpty { lines += ["", "Left alone:"] + notes }
    return lines.joined(separator: "\n")
  }

  /// The parts that the plan does not change, one line for each row.
  static func notes(of plan: RolloutPlan) -> [String] {
    let notes = plan.notes
    return notes.prefix(limit).map { "  " + Printable.line($0) } + more(than: notes.count)
  }

  private static func more(than count: Int) -> [String] {
    count > limit ? ["  and \(PlainNumber.text(count - limit, "more row")); --output json lists all"] : []
  }

  private var deletions: [String] {
    let rows = plan.rows.filter { $0.steps.contains(where: \.isDeletion) }
    let lines = rows.prefix(PlanText.limit).map { planned in
      let row = planned.row
      let place = "  row \(row.number)  \(Printable.line(row.broadworksUserId))"
      if planned.steps.contains(.deleteUser) {
        let licenses = planned.licensesTakenAlong.map { Printable.line($0.text) }.joined(separator: ", ")
        return
          "\(place): the user\(licenses.isEmpty ? ", who holds no licence" : ", and with it \(licenses)")"
      }
      return "\(place): "
        + planned.steps.filter(\.isDeletion).compactMap { $0.license?.text }.joined(separator: ", ")
    }
    return lines + PlanText.more(than: rows.count)
  }
}

extension RolloutPlan.Counts {
  /// The counts by name, for programs.
  var byName: [String: Int] {
    [
      "rows": rows, "unchangedRows": unchangedRows, "heldUpRows": heldUpRows, "addedUsers": addedUsers,
      "addedLicenses": addedLicenses,
      "removedLicenses": removedLicenses, "deletedUsers": deletedUsers,
      "licensesTakenAlong": licensesTakenAlong,
      "licensesLookedAt": licensesLookedAt, "deletions": deletions, "calls": calls,
    ]
  }
}
