public import ArgumentParser
public import KakapoRollout

/// The pace of a rollout.
struct PaceOptions: ParsableArguments {
  @Option(help: "The maximum number of calls in flight. It falls when the portal slows down or answers 503.")
  var concurrency = 8

  @Option(
    name: .customLong("max-rate"),
    help: ArgumentHelp("The maximum number of calls started per second. (default: no limit)", valueName: "N"))
  var maximumRate: Double?

  @Option(
    name: .customLong("max-retry-after"),
    help: ArgumentHelp(
      "The longest wait that the portal's Retry-After can ask for.", valueName: "SECONDS"))
  var longestRetryAfter = 300

  func validate() throws {
    guard (1...1000).contains(concurrency) else {
      throw ValidationError("--concurrency takes a number from 1 to 1000.")
    }
    if let maximumRate, !(maximumRate > 0 && maximumRate.isFinite) {
      throw ValidationError("--max-rate takes calls per second, more than 0.")
    }
    guard (0...86_400).contains(longestRetryAfter) else {
      throw ValidationError("--max-retry-after takes seconds, from 0 to 86400.")
    }
  }

  var pace: Pace {
    var pace = Pace()
    pace.concurrency = concurrency
    pace.maximumRate = maximumRate
    pace.longestRetryAfter = .seconds(longestRetryAfter)
    return pace
  }
}

/// `N` or `N%`.
extension RowLimit: ExpressibleByArgument {
  /// Reads `N` or `N%`; `nil` for anything else.
  ///
  /// - Parameter argument: The argument.
  public init?(argument: String) {
    if argument.hasSuffix("%") {
      guard let percent = Double(argument.dropLast()), (0...100).contains(percent) else { return nil }
      self = .percent(percent)
    } else {
      guard let rows = Int(argument), rows >= 0 else { return nil }
      self = .rows(rows)
    }
  }

  /// The limit as a default in the help.
  public var defaultValueDescription: String { word }

  /// The limit as a word of a command line.
  var word: String {
    switch self {
    case .rows(let count): "\(count)"
    case .percent(let percent): "\(PlainNumber.shortest(percent))%"
    }
  }
}
