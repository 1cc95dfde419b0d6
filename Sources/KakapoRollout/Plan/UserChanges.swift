import Support

/// The differences between the users of an earlier input and those of today's.
///
/// Users are the same if their server host name and user ID differ at most in letter case: otherwise a corrected
/// spelling would delete the user that it sets up.
public struct UserChanges: Sendable, Hashable {
  /// A user whose row differs from the earlier one.
  public struct Change: Sendable, Hashable {
    /// The row now.
    public let row: UserRow
    /// The row in the earlier input.
    public let earlier: UserRow

    /// Whether the user is in another reseller or group now.
    public var isMove: Bool {
      differs(earlier.resellerId, row.resellerId) || differs(earlier.groupId, row.groupId)
    }
    /// Whether the user has another name now.
    public var isRename: Bool { differs(earlier.userName, row.userName) }
    /// Whether a run deleted the user to move it, and did not give back all its licences.
    public var isUnfinishedMove: Bool { !earlier.owedLicenses.isEmpty }

    /// The differences, for example `group changed from "London" to "Paris"`.
    public var words: String {
      let facts: [(String, String, String)] = [
        ("reseller", earlier.resellerId, row.resellerId), ("group", earlier.groupId, row.groupId),
        ("name", earlier.userName, row.userName),
        ("reseller name", earlier.resellerName ?? "", row.resellerName ?? ""),
        ("group name", earlier.groupName ?? "", row.groupName ?? ""),
      ]
      return facts.filter { differs($1, $2) }.map { "\($0) changed from \"\($1)\" to \"\($2)\"" }
        .joined(separator: "; ")
    }

    /// A value that the earlier row left out does not differ.
    private func differs(_ earlier: String, _ now: String) -> Bool {
      !earlier.isEmpty && !earlier.hasSameBytes(as: now)
    }
  }

  /// The number of users that only today's input has.
  public let joined: Int
  /// The rows of the users that only the earlier input has, in its order.
  public let left: [UserRow]
  /// The users that both have and whose rows differ, in today's order.
  public let changed: [Change]

  /// The users in another reseller or group.
  public var moved: [Change] { changed.filter(\.isMove) }
  /// The users that a run deleted to move them, and that did not get back all their licences.
  public var unfinishedMoves: [Change] { changed.filter(\.isUnfinishedMove) }
  /// The users with another name, in the same reseller and group.
  public var renamed: [Change] { changed.filter { $0.isRename && !$0.isMove } }

  /// Compares two inputs; users to be absent don't count as users of an input.
  ///
  /// - Parameters:
  ///   - earlier: The rows of users that the earlier input had, and that may be at the portal.
  ///   - rows: Today's rows.
  init(from earlier: [UserRow], to rows: [UserRow]) {
    let known = Dictionary(earlier.map { (UserChanges.key($0), $0) }, uniquingKeysWith: { $1 })
    var seen: Set<String> = []
    var changed: [Change] = []
    var joined = 0
    for row in rows {
      let key = UserChanges.key(row)
      seen.insert(key)
      guard row.state == .present else { continue }
      guard let earlier = known[key] else {
        joined += 1
        continue
      }
      let change = Change(row: row, earlier: earlier)
      if !change.words.isEmpty || change.isUnfinishedMove { changed.append(change) }
    }
    self.joined = joined
    self.changed = changed
    left = earlier.filter { seen.insert(UserChanges.key($0)).inserted }
  }

  /// The users that rows delete or move because of a change.
  package static func deletions(in rows: [UserRow]) -> Set<String> {
    Set(rows.filter { $0.change == .left || $0.change == .recreated }.map(key))
  }

  fileprivate static func key(_ row: UserRow) -> String {
    "\(row.serverHostName)\u{1F}\(row.broadworksUserId)".lowercased()
  }
}

/// What a rollout does about the users that changed since an earlier input.
public struct ChangePolicy: Sendable, Hashable {
  /// What is done about a user whose reseller or group changed.
  public enum Moves: String, Sendable, Hashable, CaseIterable {
    /// Nothing: the user stays in its group, because the service cannot move a user.
    case report
    /// The user is deleted, set up again in its new group, and given its licences, one user after the other.
    ///
    /// It has no licence for a moment, and loses in the portal what the service does not show.
    case recreate
  }

  /// Whether users that left are deleted; `false` by default.
  public var removesLeavers = false
  /// What is done about moved users; nothing by default.
  public var moves = Moves.report

  /// The defaults.
  public init() {}
}

extension RolloutInput {
  /// The input with what changed since an earlier one.
  ///
  /// A user with another name is set up again, although it exists. The planner reads users that moved, whether or not
  /// they are set up again. The rows of users that are to be removed follow the last row; they do not change
  /// ``digest``, so a journal of the result can be resumed with the input alone.
  ///
  /// - Parameters:
  ///   - changes: The changes.
  ///   - policy: What to do about them.
  /// - Returns: The input to plan.
  public func following(_ changes: UserChanges, _ policy: ChangePolicy = ChangePolicy()) -> RolloutInput {
    var rows = rows
    let places = Dictionary(
      rows.indices.map { (UserChanges.key(rows[$0]), $0) }, uniquingKeysWith: { first, _ in first })
    for change in changes.changed {
      guard let place = places[UserChanges.key(change.row)] else { continue }
      rows[place].owedLicenses = change.earlier.owedLicenses
      if change.isMove {
        rows[place].change = policy.moves == .recreate ? .recreated : .moved
      } else if change.isRename {
        rows[place].change = .renamed
      }
      if rows[place].change != nil {
        func known(_ id: KeyPath<UserRow, String>) -> String {
          change.earlier[keyPath: id].isEmpty ? change.row[keyPath: id] : change.earlier[keyPath: id]
        }
        rows[place].earlier = UserRow.Earlier(
          resellerId: known(\.resellerId), groupId: known(\.groupId), userName: known(\.userName))
      }
    }
    guard policy.removesLeavers else { return RolloutInput(rows: rows, format: format) }
    let last = rows.map(\.number).max() ?? 0
    for (index, leaver) in changes.left.enumerated() {
      var row = leaver
      row.number = last + 1 + index
      row.state = .absent
      row.change = .left
      (row.licenses, row.owedLicenses, row.resellerName, row.groupName) = ([], [], nil, nil)
      rows.append(row)
    }
    return RolloutInput(rows: rows, format: format)
  }
}
