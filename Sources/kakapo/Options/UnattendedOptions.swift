import ArgumentParser
import Foundation

/// The options of unattended runs.
struct UnattendedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Begin no further row after this time of the day, or after this long, and end with 75. (default: no limit)",
      valueName: "HH:MM|90m"))
  var deadline: RunDeadline?

  @Option(
    name: .customLong("metrics-file"),
    help: ArgumentHelp(
      "Write the result for Prometheus, for example for the textfile collector of node_exporter.",
      valueName: "FILE"))
  var metricsFile: String?

  @Option(
    name: .customLong("on-end"),
    help: ArgumentHelp(
      "Run this shell command at the end, with the summary as JSON on its standard input. It does not change the "
        + "exit code.", valueName: "COMMAND"))
  var endCommand: String?
}

/// The time at which a run stops.
struct RunDeadline: ExpressibleByArgument, Hashable {
  /// The time.
  let instant: ContinuousClock.Instant

  /// Reads a time of the day, `HH:MM`, or a duration such as `45s`, `90m` or `2h30m`; `nil` for anything else.
  ///
  /// A time of the day that has passed means tomorrow.
  init?(argument: String) {
    guard let left = Self.seconds(argument) ?? Self.secondsUntil(argument, Date(), .current) else {
      return nil
    }
    instant = .now + .seconds(left)
  }

  static func seconds(_ text: String) -> Double? {
    guard let match = text.wholeMatch(of: /(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,7})s)?/), !text.isEmpty
    else {
      return nil
    }
    let parts = [match.1, match.2, match.3].map { $0.flatMap { Double($0) } ?? 0 }
    return parts[0] * 3600 + parts[1] * 60 + parts[2]
  }

  static func secondsUntil(_ text: String, _ now: Date, _ calendar: Calendar) -> Double? {
    guard let match = text.wholeMatch(of: /(\d{1,2}):(\d{2})/), let hour = Int(match.1),
      let minute = Int(match.2),
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    return calendar.nextDate(
      after: now, matching: DateComponents(hour: hour, minute: minute), matchingPolicy: .nextTime
    ).map { $0.timeIntervalSince(now) }
  }
}
