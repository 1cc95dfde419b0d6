import Foundation

/// The output of a run with `--output json`.
struct JSONLines {
  struct Line: Decodable {
    struct Trouble: Decodable {
      let code: String
      let description: String
    }

    let event: String
    let total: Int?
    let done: Int?
    let refused: Int?
    let notTried: Int?
    let endedBefore: Int?
    let ending: String?
    let outcome: String?
    let row: Int?
    let code: String?
    let rowsInDoubt: [Int]?
    let exitCode: Int32?
    let error: Trouble?
  }

  let lines: [Line]

  /// Reads the lines; throws if a line isn't a JSON object with an event.
  init(_ text: String) throws {
    lines = try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  /// The last line, if it is the only summary.
  var summary: Line? {
    lines.count { $0.event == "summary" } == 1 && lines.last?.event == "summary" ? lines.last : nil
  }

  /// The number of rows that were reported with this outcome.
  func rows(_ outcome: String) -> Int { lines.count { $0.event == "row" && $0.outcome == outcome } }
}
