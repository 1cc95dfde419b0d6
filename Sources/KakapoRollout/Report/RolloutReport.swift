public import Foundation

/// The result of a run, as a page for people and a table of the retried calls.
///
/// The page is one HTML file, which needs no script and no other file. Everything in it that comes from the input
/// or the portal is escaped, and invisible characters are made visible. It names users and quotes the portal, but
/// has no secret.
public struct RolloutReport: Sendable {
  /// The maximum number of refused rows on the page; `failed.csv` has all.
  public static let failureLimit = 1000
  /// The maximum number of retried calls on the page; `retries.csv` has all.
  public static let retryLimit = 5000

  /// The name of the input: a file's name.
  public let source: String
  /// The portal's address.
  public let endpoint: String
  /// The counts of the plan.
  public let counts: RolloutPlan.Counts
  /// The groups, licences and warnings of the plan, if the report has them.
  public let overview: PlanOverview?
  /// What the plan does not change; see ``RolloutPlan/notes``.
  public let leftAlone: [String]
  /// The summary of the run.
  public let summary: RolloutSummary
  /// The run over time.
  public let timeline: RolloutTimeline
  /// When the run began.
  public let began: Date
  /// When it ended.
  public let ended: Date

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - source: The name of the input.
  ///   - endpoint: The portal's address.
  ///   - counts: The counts of the plan.
  ///   - overview: The groups, licences and warnings of the plan.
  ///   - leftAlone: What the plan does not change.
  ///   - summary: The summary of the run.
  ///   - timeline: The run over time, with every call of this run.
  ///   - began: When the run began.
  ///   - ended: When it ended.
  public init(
    source: String, endpoint: String, counts: RolloutPlan.Counts, overview: PlanOverview? = nil,
    leftAlone: [String] = [],
    summary: RolloutSummary, timeline: RolloutTimeline, began: Date, ended: Date
  ) {
    self.source = source
    self.endpoint = endpoint
    self.counts = counts
    self.overview = overview
    self.leftAlone = leftAlone
    self.summary = summary
    self.timeline = timeline
    self.began = began
    self.ended = ended
  }

  /// The page.
  public var html: String { ReportPage(self).html }

  /// Writes `report.html`, and `retries.csv` if calls were retried, and replaces those of an earlier run.
  ///
  /// `retries.csv` is UTF-8 with commas. A cell that a spreadsheet would run as a formula has an apostrophe in
  /// front. If no call was retried, the `retries.csv` of an earlier run is removed.
  ///
  /// - Parameter folder: The folder; it is made if it does not exist.
  /// - Throws: ``RolloutError`` of code `unusableFile`.
  public func write(toFolder folder: String) throws(RolloutError) {
    let place = URL(filePath: folder, directoryHint: .isDirectory)
    let retries = place.appending(path: "retries.csv")
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data(html.utf8).write(to: place.appending(path: "report.html"), options: .atomic)
      if !summary.retries.isEmpty {
        try Data(RetriesTable.text(of: summary.retries).utf8).write(to: retries, options: .atomic)
      } else if FileManager.default.fileExists(atPath: retries.path(percentEncoded: false)) {
        try FileManager.default.removeItem(at: retries)
      }
    } catch {
      throw RolloutError(
        .unusableFile, "The report cannot be written to \(folder): \(error.localizedDescription)",
        advice: "The changes in the portal were made. Give another folder.", underlyingError: error)
    }
  }
}

/// The retried calls as a table of comma-separated values (RFC 4180), in UTF-8.
enum RetriesTable {
  static func text(of retries: [RolloutRetry]) -> String {
    var text = line(["row", "broadworksUserId", "call", "attempt", "reason"])
    for retry in retries {
      text += line([
        String(retry.row), retry.broadworksUserId, retry.call, String(retry.attempt), retry.reason,
      ])
    }
    return text
  }

  private static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

  private static func cell(_ text: String) -> String {
    CSVCell.text(FormulaGuard.guarded(text), delimiter: .comma)
  }
}
