import Foundation

/// An axis from zero, with ticks at round numbers.
struct PlotAxis {
  /// The number at the axis's end.
  let end: Double
  /// The numbers that are marked, 0 first.
  let ticks: [Double]

  /// Makes an axis that ends at its last tick, at or above the greatest value.
  ///
  /// - Parameters:
  ///   - greatest: The greatest value.
  ///   - intervals: About how many intervals between ticks there are to be.
  init(upTo greatest: Double, intervals: Int) {
    let greatest = greatest.isFinite && greatest > 0 ? greatest : 1
    let step = PlotAxis.roundStep(for: greatest / Double(intervals))
    let count = Int((greatest / step - 1e-9).rounded(.up))
    ticks = (0...max(count, 1)).map { Double($0) * step }
    end = ticks.last ?? greatest
  }

  /// Makes an axis of time that ends with the run; its ticks are at whole seconds, minutes or hours, or
  /// parts of a second.
  ///
  /// - Parameters:
  ///   - seconds: When the run ends.
  ///   - intervals: How many intervals between ticks there are to be at most.
  init(ofSeconds seconds: Double, intervals: Int) {
    let steps: [Double] = [
      1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400,
    ]
    let least = seconds / Double(intervals)
    let step =
      least < 1
      ? PlotAxis.roundStep(for: least)
      : steps.first { $0 >= least } ?? 86_400 * PlotAxis.roundStep(for: least / 86_400)
    end = seconds
    ticks = (0...Int((seconds / step + 1e-9).rounded(.down))).map { Double($0) * step }
  }

  /// The next of 1, 2, 5, 10, 20, … at or above a number.
  private static func roundStep(for number: Double) -> Double {
    let power = pow(10, floor(log10(number)))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= number * (1 - 1e-9) } ?? number
  }
}

/// The unit that an axis of time is marked in.
enum PlotTimeUnit: String {
  case seconds
  case minutes
  case hours

  /// The unit in which the ticks are round.
  init(step: Double) {
    self = step < 60 ? .seconds : step < 3600 ? .minutes : .hours
  }

  var inSeconds: Double {
    switch self {
    case .seconds: 1
    case .minutes: 60
    case .hours: 3600
    }
  }
}
