/// Throughput and latency over time, as SVG in two sizes.
struct TimelinePlot {
  private let timeline: RolloutTimeline
  /// How long the run took, in seconds.
  private let seconds: Double

  init(_ timeline: RolloutTimeline, duration: Duration) {
    self.timeline = timeline
    seconds = max(timeline.end.inSeconds, duration.inSeconds, 0.001)
  }

  /// Calls per second; those that did not end well are filled.
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

  /// Milliseconds, or seconds when calls were slow.
  var latencyUnit: (name: String, perSecond: Double) {
    let greatest = timeline.intervals.compactMap(\.percentile95).max()?.inSeconds ?? 0
    return greatest < 10 ? ("milliseconds", 1000) : ("seconds", 1)
  }

  /// The median and the 95th percentile of how long calls took.
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

  /// How much time one point of the wide plot sums up.
  var resolution: Duration { intervals(for: .wide).first?.width ?? .zero }

  /// As many intervals as the plot has room for, but not so many that a point stands for a handful of calls.
  private func intervals(for size: PlotFrame.Size) -> [RolloutTimeline.Interval] {
    timeline.intervals(atMost: min(size.intervals, max(12, timeline.calls / 20)))
  }

  /// The time that an interval's calls are divided by.
  ///
  /// The run seldom ends where the last interval does.
  private func span(
    of interval: RolloutTimeline.Interval, among intervals: [RolloutTimeline.Interval]
  ) -> Double {
    let width = interval.width.inSeconds
    let passed = seconds - interval.start.inSeconds
    // Little time makes a rate of chance.
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

  /// A bar for each interval that has anything to show.
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
