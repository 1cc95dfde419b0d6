/// A plot's size, its axes and their marks, as SVG.
struct PlotFrame {
  /// The sizes that the page has plots in.
  enum Size: String, CaseIterable {
    case wide
    case narrow

    var width: Double { self == .wide ? 900 : 360 }
    var height: Double { self == .wide ? 220 : 200 }
    /// The most intervals of time that are drawn.
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

  /// The place of a moment, in the SVG's units.
  func x(_ seconds: Double) -> Double {
    left + min(max(seconds / horizontal.end, 0), 1) * (size.width - left - right)
  }

  /// The place of a value, in the SVG's units.
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
  ///   - description: What is seen, for those who do not see it.
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
