import ArgumentParser
import KakapoRollout

/// How fast a rollout goes.
struct PaceOptions: ParsableArguments {
  @Option(help: "The most calls in flight. Fewer are when the portal slows down or answers 503.")
  var concurrency = 8

  @Option(
    name: .customLong("max-rate"),
    help: ArgumentHelp("The most calls that are begun in a second. (default: no limit)", valueName: "N"))
  var maximumRate: Double?

  func validate() throws {
    guard (1...1000).contains(concurrency) else {
      throw ValidationError("--concurrency takes a number from 1 to 1000.")
    }
    if let maximumRate, !(maximumRate > 0 && maximumRate.isFinite) {
      throw ValidationError("--max-rate takes calls in a second, more than 0.")
    }
  }

  var pace: Pace {
    var pace = Pace()
    pace.concurrency = concurrency
    pace.maximumRate = maximumRate
    return pace
  }
}
