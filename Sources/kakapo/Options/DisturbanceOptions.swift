import ArgumentParser
import KakapoSimulator

/// The disturbances by chance that the local portal is to make.
struct DisturbanceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Drop the connection of so many calls, half of them before the method runs and half of them after, for "
        + "example 5%.", valueName: "SHARE"), transform: share)
  var dropped: Double = 0

  @Option(
    help: ArgumentHelp(
      "Answer so many calls with 503 Service Unavailable; the method does not run.", valueName: "SHARE"),
    transform: share)
  var unavailable: Double = 0

  @Option(
    name: .customLong("retry-after"),
    help: ArgumentHelp("The Retry-After of those 503. (default: none)", valueName: "SECONDS"))
  var retryAfter: Int?

  @Option(
    help: ArgumentHelp(
      "Answer so many calls with an HTML page: half of them with 502 as a proxy does and without the method, half "
        + "of them with 200 after it ran.", valueName: "SHARE"), transform: share)
  var pages: Double = 0

  @Option(
    help: ArgumentHelp(
      "Let the last CALLS of every EVERY calls wait longer, for example 100/1000@500ms.",
      valueName: "CALLS/EVERY@MILLISECONDSms"), transform: slowPeriods)
  var slow: SlowPeriods?

  @Option(
    help: "Which calls that happens to: the same seed and order of calls give the same disturbances.")
  var seed: UInt64 = 1

  func validate() throws {
    guard dropped + unavailable + pages <= 1 else {
      throw ValidationError("--dropped, --unavailable and --pages are more than 100% together.")
    }
    guard let retryAfter else { return }
    guard unavailable > 0 else {
      throw ValidationError("--retry-after needs --unavailable: only those answers carry it.")
    }
    guard (0...86_400).contains(retryAfter) else {
      throw ValidationError("--retry-after takes seconds, from 0 to 86400.")
    }
  }

  /// The disturbances; `nil` when there are none.
  var disturbances: RandomDisturbances? {
    var disturbances = RandomDisturbances(seed: seed)
    disturbances.add(.connectionDropped, share: dropped / 2)
    disturbances.add(.connectionDropped.afterApplying(), share: dropped / 2)
    disturbances.add(.unavailable(retryAfter: retryAfter), share: unavailable)
    disturbances.add(.page(status: 502), share: pages / 2)
    disturbances.add(.page(status: 200).afterApplying(), share: pages / 2)
    disturbances.slowPeriods = slow
    return disturbances.totalShare > 0 || slow != nil ? disturbances : nil
  }

  /// What to tell about them; empty when there are none.
  var notice: String { disturbances == nil ? "" : " It disturbs calls by chance, with seed \(seed)." }

  private static func share(_ text: String) throws -> Double {
    guard text.hasSuffix("%"), let percent = Double(text.dropLast()), (0...100).contains(percent) else {
      throw ValidationError("Write a share of the calls from 0% to 100%, for example 5% or 0.5%.")
    }
    return percent / 100
  }

  private static func slowPeriods(_ text: String) throws -> SlowPeriods {
    let sides = text.split(separator: "@", omittingEmptySubsequences: false)
    let counts = sides[0].split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, counts.count == 2, let length = counts[0], let cycle = counts[1], length > 0,
      cycle >= length, sides[1].hasSuffix("ms"), let milliseconds = Int(sides[1].dropLast(2)),
      (1...86_400_000).contains(milliseconds)
    else {
      throw ValidationError(
        "Write CALLS/EVERY@MILLISECONDSms, for example 100/1000@500ms: of every 1000 calls the last 100 wait "
          + "500 milliseconds.")
    }
    return SlowPeriods(of: length, inEvery: cycle, latency: .milliseconds(milliseconds))
  }
}
