public import ArgumentParser
public import KakapoRollout

/// What a rollout does about the users that changed since an earlier file.
struct ChangeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Compare with an earlier file, saved plan or journal, and list who joined, left, moved or has another name.",
      valueName: "FILE|JOURNAL"))
  var previous: String?

  @Option(
    name: .customLong("min-rows"),
    help: ArgumentHelp(
      "With --previous: refuse a file with fewer rows; a percentage is of the earlier rows.",
      valueName: "N|N%"))
  var minimumRows = RowLimit.percent(80)

  @Flag(
    name: .customLong("remove-leavers"),
    help: "With --previous: delete the users that the earlier file has and this one does not have.")
  var removesLeavers = false

  @Option(
    help: ArgumentHelp(
      "With --previous: what to do about users whose reseller or group changed. report: list them, they stay where "
        + "they are. recreate: delete each one and set it up again, with its licences.",
      valueName: "report|recreate"))
  var moves = ChangePolicy.Moves.report

  func validate() throws {
    guard previous == nil else { return }
    let needy = [
      removesLeavers ? "--remove-leavers" : nil, moves == .recreate ? "--moves recreate" : nil,
      minimumRows == .percent(80) ? nil : "--min-rows",
    ].compactMap(\.self)
    guard needy.isEmpty else {
      throw ValidationError("\(needy.joined(separator: " and ")) also needs --previous FILE.")
    }
  }

  /// The options as words of a command line.
  var words: [String] {
    guard let previous else { return [] }
    return ["--previous \(ShellWord.quoted(previous))"]
      + (minimumRows == .percent(80) ? [] : ["--min-rows \(minimumRows.word)"])
      + (removesLeavers ? ["--remove-leavers"] : [])
      + (moves == .report ? [] : ["--moves \(moves.rawValue)"])
  }
}

extension ChangePolicy.Moves: ExpressibleByArgument {}
