import Foundation
import Testing

@testable import KakapoRollout

@Suite("Numbers for people")
struct PlainNumberTests {
  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-4321, "-4,321")])
  func whole(number: Int, text: String) { #expect(PlainNumber.text(number) == text) }

  @Test(
    arguments: [
      (0, "0 s"), (0.0004, "0.40 ms"), (0.25, "250 ms"), (0.9996, "1.0 s"), (12.34, "12.3 s"),
      (59.97, "1 min"),
      (200, "3 min 20 s"), (3599.6, "1 h"), (3725, "1 h 02 min"), (360_000, "100 h"),
    ])
  func durations(seconds: Double, text: String) { #expect(PlainNumber.text(.seconds(seconds)) == text) }

  @Test(arguments: [(1234.5, "1,234"), (12.34, "12.3"), (0.456, "0.46"), (0.0123, "0.012"), (.nan, "–")])
  func fractions(number: Double, text: String) { #expect(PlainNumber.text(number) == text) }

  @Test
  func dates() {
    #expect(PlainNumber.text(Date(timeIntervalSince1970: 1_772_373_909)) == "2026-03-01 14:05:09 UTC")
  }

  @Test(
    arguments: [
      (0.06, 5, [0, 0.02, 0.04, 0.06]), (283, 10, [0, 30, 60, 90, 120, 150, 180, 210, 240, 270]),
      (7300, 5, [0, 1800, 3600, 5400, 7200]), (0.5, 1, [0, 0.5]),
    ])
  func timeAxis(seconds: Double, intervals: Int, ticks: [Double]) {
    let axis = PlotAxis(ofSeconds: seconds, intervals: intervals)
    #expect(axis.ticks.count == ticks.count)
    for (one, other) in zip(axis.ticks, ticks) { #expect(abs(one - other) < 1e-9) }
  }

  @Test(arguments: [(0, 1), (0.3, 0.3), (16.7, 20), (333, 400), (1000, 1000), (.infinity, 1)])
  func valueAxis(greatest: Double, end: Double) {
    let axis = PlotAxis(upTo: greatest, intervals: 4)
    #expect(abs(axis.end - end) < 1e-9 && (3...7).contains(axis.ticks.count), "\(axis)")
  }
}
