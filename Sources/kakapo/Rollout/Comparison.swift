import KakapoRollout
import KakapoRolloutFiles

/// What changed since an earlier file, for people and programs.
struct Comparison {
  /// The earlier file's name.
  let name: String
  /// The number of its rows.
  let rows: Int
  let changes: UserChanges
  let policy: ChangePolicy

  /// The changes in lines.
  ///
  /// - Parameter limit: The longest list of users.
  /// - Returns: The lines.
  func text(limit: Int) -> String {
    let left = changes.left
    let (moved, renamed) = (changes.moved, changes.renamed)
    var lines = ["Since \(name) (\(PlainNumber.text(rows, "row"))):", ""]
    func add(_ count: Int, _ one: String, _ many: String, _ words: String, _ list: [String]) {
      guard count > 0 else { return }
      lines.append("  \(PlainNumber.text(count)) \(count == 1 ? one : many) \(words)")
      lines += list.prefix(limit).map { "    " + Printable.line($0) }
      if list.count > limit {
        lines.append("    and \(PlainNumber.text(list.count - limit, "more user")); --all lists them")
      }
    }
    add(changes.joined, "user is", "users are", "new", [])
    add(
      left.count, "user has", "users have",
      policy.removesLeavers
        ? "left, and will be deleted" : "left; --remove-leavers deletes them",
      left.map { "\($0.broadworksUserId), \($0.groupId.isEmpty ? "no group" : "group \($0.groupId)")" })
    add(
      moved.count, "user has", "users have",
      policy.moves == .recreate
        ? "moved, and will be deleted and set up again, with their licences"
        : "moved, and will stay where they are, because the service can't move a user; --moves recreate deletes "
          + "them and sets them up again",
      moved.map(Comparison.line))
    add(
      renamed.count, "user has", "users have",
      "another name, which is sent again; it isn't known whether the portal takes it",
      renamed.map(Comparison.line))
    add(
      changes.unfinishedMoves.count, "user", "users",
      "did not get all licences back when moved, and will get them now",
      changes.unfinishedMoves.map { "row \($0.row.number)  \($0.row.broadworksUserId)" })
    let others = changes.changed.filter { !$0.isMove && !$0.isRename }
    add(
      others.count, "user has", "users have",
      "another reseller name or group name, which is not sent to the portal for users who exist",
      others.map(Comparison.line))
    return lines.count > 2 ? lines.joined(separator: "\n") : lines[0] + " no user has changed"
  }

  private static func line(_ change: UserChanges.Change) -> String {
    "row \(change.row.number)  \(change.row.broadworksUserId): \(change.words)"
  }

  /// The changes, for programs.
  var json: JSONObject {
    func list(_ changes: [UserChanges.Change]) -> [JSONObject] {
      changes.map {
        [
          "row": $0.row.number, "serverHostName": $0.row.serverHostName,
          "broadworksUserId": $0.row.broadworksUserId, "changes": $0.words,
        ]
      }
    }
    return [
      "previous": name, "previousRows": rows, "joined": changes.joined,
      "left": changes.left.map {
        ["serverHostName": $0.serverHostName, "broadworksUserId": $0.broadworksUserId] as JSONObject
      },
      "moved": list(changes.moved), "renamed": list(changes.renamed), "removesLeavers": policy.removesLeavers,
      "moves": policy.moves.rawValue,
    ]
  }
}

extension ChangeOptions {
  /// Compares an input with the earlier file, if there is one.
  ///
  /// - Parameters:
  ///   - input: The input.
  ///   - options: The options for reading the earlier file.
  ///   - endpoint: The endpoint of the run.
  /// - Returns: The input to plan, and the comparison.
  /// - Throws: `RolloutInputError`, `RolloutError`.
  func compare(
    _ input: RolloutInput, _ options: ReadingOptions, endpoint: String
  ) throws -> (input: RolloutInput, comparison: Comparison?) {
    guard let previous else { return (input, nil) }
    let argument = InputArgument(previous)
    let earlier: PreviousInput
    do {
      earlier = try PreviousInput.read(argument.file, path: previous) { bytes throws(RolloutInputError) in
        try RolloutInput.readFile(bytes, options: options)
      }
    } catch let error as RolloutInputError {
      throw error.about(argument.name)
    }
    try earlier.check(endpoint: endpoint)
    try input.checkSize(since: earlier, minimum: minimumRows)
    var policy = ChangePolicy()
    policy.removesLeavers = removesLeavers
    policy.moves = moves
    let changes = input.changes(since: earlier)
    return (
      input.following(changes, policy),
      Comparison(name: argument.name, rows: earlier.rows, changes: changes, policy: policy)
    )
  }
}

extension RolloutInputError {
  /// The error with the name of its file, which is not the one that the command is about.
  fileprivate func about(_ name: String) -> RolloutInputError {
    RolloutInputError(
      findings: findings.map { finding in
        var finding = finding
        if finding.row == nil, finding.value == nil {
          finding.value = name
          finding.problem = "can't be compared with: \(finding.problem)"
        } else {
          finding.problem += ", in \(name)"
        }
        return finding
      })
  }
}
