import Foundation

/// Throughput and latency over time, as SVG in two sizes.
struct TimelinePlot {
  private let timeline: RolloutTimeline
  /// The duration of the run, in seconds.
  private let seconds: Double

  init(_ timeline: RolloutTimeline, duration: Duration) {
    self.timeline = timeline
    seconds = max(timeline.end.inSeconds, duration.inSeconds, 0.001)
  }

  /// Calls per second; failed and retried calls are filled.
  var throughput: String {
    PlotFrame.Size.allCases.map { size in
      let intervals = intervals(for: size)
      let rates = intervals.map { Double($0.calls) / span(of: $0, among: intervals) }
      let troubles = intervals.map { Double($0.failed + $0.retried) / span(of: $0, among: intervals) }
      let frame = PlotFrame(size, seconds: seconds, greatest: rates.max() ?? 0)
      let curves =
        "<path class=\"rate\" d=\"\(steps(intervals, rates, in: frame))\"/>\n"
        + "<path class=\"trouble\" d=\"\(bars(intervals, troubles, in: frame))\"/>\n"
      let description =
        "Calls per second over time: \(PlainNumber.text(averageRate)) on average, "
        + "\(PlainNumber.text(rates.max() ?? 0)) at most."
      return frame.svg(describedAs: description, curves)
    }.joined()
  }

  /// The calls per second of the whole run.
  var averageRate: Double { Double(timeline.calls) / seconds }

  /// Milliseconds, or seconds if calls were slow.
  var latencyUnit: (name: String, perSecond: Double) {
    let greatest = timeline.intervals.compactMap(\.percentile95).max()?.inSeconds ?? 0
    return greatest < 10 ? ("milliseconds", 1000) : ("seconds", 1)
  }

  /// The median and the 95th percentile of the durations.
  var latency: String {
    let unit = latencyUnit
    return PlotFrame.Size.allCases.map { size in
      let intervals = intervals(for: size)
      let medians = intervals.map { $0.median.map { $0.inSeconds * unit.perSecond } }
      let high = intervals.map { $0.percentile95.map { $0.inSeconds * unit.perSecond } }
      let frame = PlotFrame(size, seconds: seconds, greatest: high.compactMap { $0 }.max() ?? 0)
      let description =
        "How long calls took over time, in \(unit.name): the median is at most "
        + "\(PlainNumber.text(medians.compactMap { $0 }.max() ?? 0)), the 95th percentile at most "
        + "\(PlainNumber.text(high.compactMap { $0 }.max() ?? 0))."
      return frame.svg(
        describedAs: description,
        curve("high", intervals, high, in: frame) + curve("median", intervals, medians, in: frame))
    }.joined()
  }

  /// The time of one point in the wide plot.
  var resolution: Duration { intervals(for: .wide).first?.width ?? .zero }

  /// As many intervals as fit into the plot, but few enough that each has more than a handful of calls.
  private func intervals(for size: PlotFrame.Size) -> [RolloutTimeline.Interval] {
    timeline.intervals(atMost: min(size.intervals, max(12, timeline.calls / 20)))
  }

  /// The time by which an interval's calls are divided.
  ///
  /// The run rarely ends at the end of the last interval.
  private func span(
    of interval: RolloutTimeline.Interval, among intervals: [RolloutTimeline.Interval]
  ) -> Double {
    let width = interval.width.inSeconds
    let passed = seconds - interval.start.inSeconds
    // The rate of a short time is mostly chance.
    return intervals.count > 1 && passed < width / 2 ? width : min(width, passed)
  }

  private func steps(
    _ intervals: [RolloutTimeline.Interval], _ values: [Double], in frame: PlotFrame
  ) -> String {
    var path = "M\(frame.point(0, 0))"
    for (interval, value) in zip(intervals, values) {
      let start = interval.start.inSeconds
      path +=
        "V\(frame.coordinate(frame.y(value)))"
        + "H\(frame.coordinate(frame.x(start + interval.width.inSeconds)))"
    }
    return path + "V\(frame.coordinate(frame.y(0)))H\(frame.coordinate(frame.x(seconds)))"
  }

  /// A bar for each interval with a value above zero.
  private func bars(
    _ intervals: [RolloutTimeline.Interval], _ values: [Double], in frame: PlotFrame
  ) -> String {
    zip(intervals, values).filter { $0.1 > 0 }.map { interval, value in
      let start = interval.start.inSeconds
      return "M\(frame.point(start, 0))V\(frame.coordinate(frame.y(value)))"
        + "H\(frame.coordinate(frame.x(start + interval.width.inSeconds)))V\(frame.coordinate(frame.y(0)))Z"
    }.joined()
  }

  /// A line through the middles of the intervals, broken where no call ended.
  private func curve(
    _ name: String, _ intervals: [RolloutTimeline.Interval], _ values: [Double?], in frame: PlotFrame
  ) -> String {
    var path = ""
    var dots = ""
    for (index, interval) in intervals.enumerated() {
      guard let value = values[index] else { continue }
      let start = interval.start.inSeconds
      let middle = (start + min(start + interval.width.inSeconds, seconds)) / 2
      let goesOn = index > 0 && values[index - 1] != nil
      path += (goesOn ? "L" : "M") + frame.point(middle, value)
      let isAlone = !goesOn && (index + 1 == values.count || values[index + 1] == nil)
      if isAlone || intervals.count <= 30 {
        dots +=
          "<circle class=\"\(name)\" cx=\"\(frame.coordinate(frame.x(middle)))\" "
          + "cy=\"\(frame.coordinate(frame.y(value)))\" r=\"3\"/>"
      }
    }
    return "<path class=\"\(name)\" d=\"\(path)\"/>\(dots)\n"
  }
}

/// An axis from zero, with ticks at round numbers.
struct PlotAxis {
  /// The last number of the axis.
  let end: Double
  /// The marked numbers, beginning with 0.
  let ticks: [Double]

  /// Makes an axis that ends at its last tick, which is at or above the greatest value.
  ///
  /// - Parameters:
  ///   - greatest: The greatest value.
  ///   - intervals: The approximate number of intervals between ticks.
  init(upTo greatest: Double, intervals: Int) {
    let greatest = greatest.isFinite && greatest > 0 ? greatest : 1
    let step = PlotAxis.roundStep(for: greatest / Double(intervals))
    let count = Int((greatest / step - 1e-9).rounded(.up))
    ticks = (0...max(count, 1)).map { Double($0) * step }
    end = ticks.last ?? greatest
  }

  /// Makes an axis of time that ends with the run.
  ///
  /// Its ticks are at whole seconds, minutes or hours, or at parts of a second.
  ///
  /// - Parameters:
  ///   - seconds: The end of the run.
  ///   - intervals: The maximum number of intervals between ticks.
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

  /// The smallest of 1, 2, 5, 10, 20, … that is at or above a number.
  private static func roundStep(for number: Double) -> Double {
    let power = pow(10, floor(log10(number)))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= number * (1 - 1e-9) } ?? number
  }
}

/// The unit of the marks of an axis of time.
enum PlotTimeUnit: String {
  case seconds
  case minutes
  case hours

  /// The unit in which the ticks are round numbers.
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

/// A plot's size, its axes and their marks, as SVG.
struct PlotFrame {
  /// The sizes of plots on the page.
  enum Size: String, CaseIterable {
    case wide
    case narrow

    var width: Double { self == .wide ? 900 : 360 }
    var height: Double { self == .wide ? 220 : 200 }
    /// The maximum number of intervals in the plot.
    var intervals: Int { self == .wide ? 120 : 60 }
    var timeTicks: Int { self == .wide ? 10 : 5 }
  }

  let size: Size
  let horizontal: PlotAxis
  let vertical: PlotAxis

  private let left = 58.0
  private let right = 14.0
  private let top = 10.0
  private let bottom = 44.0

  init(_ size: Size, seconds: Double, greatest: Double) {
    self.size = size
    horizontal = PlotAxis(ofSeconds: seconds, intervals: size.timeTicks)
    vertical = PlotAxis(upTo: greatest, intervals: 4)
  }

  /// The horizontal place of a time, in the SVG's units.
  func x(_ seconds: Double) -> Double {
    left + min(max(seconds / horizontal.end, 0), 1) * (size.width - left - right)
  }

  /// The vertical place of a value, in the SVG's units.
  func y(_ value: Double) -> Double {
    size.height - bottom - min(max(value / vertical.end, 0), 1) * (size.height - top - bottom)
  }

  /// A pair of coordinates, to a tenth of a unit.
  func point(_ seconds: Double, _ value: Double) -> String {
    "\(coordinate(x(seconds))) \(coordinate(y(value)))"
  }

  func coordinate(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// The whole picture.
  ///
  /// - Parameters:
  ///   - description: The plot in words, for people who do not see it.
  ///   - content: The curves.
  /// - Returns: An `svg` element.
  func svg(describedAs description: String, _ content: String) -> String {
    """
    <svg class="\(size.rawValue)" viewBox="0 0 \(coordinate(size.width)) \(coordinate(size.height))" role="img" \
    aria-label="\(description.inHTML)">
    \(grid)\(content)</svg>

    """
  }

  private var grid: String {
    var text = ""
    for tick in vertical.ticks {
      let place = coordinate(y(tick))
      text +=
        "<path class=\"\(tick == 0 ? "axis" : "grid")\" d=\"M\(coordinate(left)) \(place)"
        + "H\(coordinate(size.width - right))\"/>"
      text +=
        "<text class=\"vertical\" x=\"\(coordinate(left - 8))\" y=\"\(coordinate(y(tick) + 4))\">"
        + "\(PlainNumber.shortest(tick))</text>\n"
    }
    let step = horizontal.ticks.count > 1 ? horizontal.ticks[1] : horizontal.end
    let unit = PlotTimeUnit(step: step)
    for tick in horizontal.ticks {
      let foot = size.height - bottom
      text += "<path class=\"axis\" d=\"M\(coordinate(x(tick))) \(coordinate(foot))v5\"/>"
      text +=
        "<text class=\"horizontal\" x=\"\(coordinate(x(tick)))\" y=\"\(coordinate(foot + 19))\">"
        + "\(PlainNumber.shortest(tick / unit.inSeconds))</text>\n"
    }
    let middle = (left + size.width - right) / 2
    return text + "<text class=\"horizontal label\" x=\"\(coordinate(middle))\" "
      + "y=\"\(coordinate(size.height - 6))\">\(unit.rawValue) since the run began</text>\n"
  }
}
