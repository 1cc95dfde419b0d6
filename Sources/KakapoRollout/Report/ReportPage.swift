/// The report as an HTML page.
struct ReportPage {
  private let report: RolloutReport
  private let plot: TimelinePlot

  private var summary: RolloutSummary { report.summary }
  private var progress: RolloutProgress { report.summary.progress }

  init(_ report: RolloutReport) {
    self.report = report
    plot = TimelinePlot(report.timeline, duration: report.summary.duration)
  }

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Rollout of \(report.source.inHTML)</title>
    <style>
    \(ReportStyle.text)
    </style>
    </head>
    <body>
    <main>
    \(header)\(share)\(tiles)\(planned)\(warnings)\(licenses)\(course)\(refused)\(retried)</main>
    </body>
    </html>

    """
  }

  private var header: String {
    """
    <header\(mood)>
    <h1>\(summary.headline.inHTML)</h1>
    \(summary.advice.map { "<p>\($0.inHTML)</p>\n" }.joined())<dl class="facts">
    <dt>Input</dt><dd><bdi>\(report.source.inHTML)</bdi></dd>
    <dt>Portal</dt><dd><bdi>\(report.endpoint.inHTML)</bdi></dd>
    <dt>Time</dt><dd>\(PlainNumber.text(report.began)) to \(PlainNumber.text(report.ended))</dd>
    </dl>
    </header>

    """
  }

  private var mood: String {
    if progress.refused > 0 { return " class=\"bad\"" }
    switch summary.ending {
    case .finished: return ""
    case .interrupted, .deadline: return " class=\"open\""
    case .stopped, .tooManyErrors, .equalRefusals, .journalFailed: return " class=\"bad\""
    }
  }

  private var share: String {
    let parts = [
      (progress.done, ""), (progress.refused, " class=\"bad\""), (summary.notTried, " class=\"open\""),
    ]
    guard progress.total > 0 else { return "" }
    return "<div class=\"share\" aria-hidden=\"true\">"
      + parts.filter { $0.0 > 0 }.map { "<span\($0.1) style=\"flex: \($0.0)\"></span>" }.joined() + "</div>\n"
  }

  private var tiles: String {
    let total = "of \(PlainNumber.text(progress.total, "row"))"
    let before =
      progress.endedBefore > 0 ? "; \(PlainNumber.text(progress.endedBefore)) ended in earlier runs" : ""
    let tiles = [
      tile("Done", PlainNumber.text(progress.done), total + before, progress.done > 0 ? "good" : ""),
      tile(
        "Refused", PlainNumber.text(progress.refused), progress.refused > 0 ? "see below" : "",
        progress.refused > 0 ? "bad" : ""),
      tile(
        "Not finished", PlainNumber.text(summary.notTried),
        summary.notTried > 0 ? "left to a resumed run" : "",
        summary.notTried > 0 ? "open" : ""),
      tile(
        "Retried", PlainNumber.text(progress.retried),
        progress.retried > 0 ? "calls tried again or read back" : "", ""),
      tile(
        "Calls", PlainNumber.text(summary.calls),
        summary.calls > 0 ? "\(PlainNumber.text(averageRate)) per second" : "", ""),
      tile("Duration", PlainNumber.text(summary.duration), progress.endedBefore > 0 ? "of this run" : "", ""),
    ]
    return "<dl class=\"tiles\">\n\(tiles.joined())</dl>\n"
  }

  private var averageRate: Double { Double(summary.calls) / max(summary.duration.inSeconds, 0.001) }

  private func tile(_ name: String, _ value: String, _ note: String, _ style: String) -> String {
    "<div><dt>\(name)</dt><dd\(style.isEmpty ? "" : " class=\"\(style)\"")>\(value)</dd>"
      + (note.isEmpty ? "" : "<small>\(note)</small>") + "</div>\n"
  }

  private var planned: String {
    let counts = report.counts
    let parts = [
      (counts.addedUsers, "user", "to be set up"), (counts.addedLicenses, "licence", "to be assigned"),
      (counts.removedLicenses, "licence", "to be taken away"), (counts.deletedUsers, "user", "to be deleted"),
      (counts.licensesTakenAlong, "licence", "to be deleted with them"),
      (counts.heldUpRows, "user", "not to be deleted after all"),
      (counts.unchangedRows, "row", "with nothing to do"),
    ].filter { $0.0 > 0 }.map { "\(PlainNumber.text($0.0, $0.1)) \($0.2)" }
    let summary =
      parts.isEmpty ? "" : "<p class=\"quiet plan\">The plan: \(parts.joined(separator: ", ")).</p>\n"
    guard !report.leftAlone.isEmpty else { return summary }
    let items = report.leftAlone.prefix(1000).map { "<li>\($0.inHTML)</li>\n" }.joined()
    return summary + "<h2>Left alone</h2>\n<ul>\n\(items)</ul>\n"
  }

  private var warnings: String {
    let groups = report.overview?.warnings.groups ?? []
    guard !groups.isEmpty else { return "" }
    let items = groups.map { "<li>\($0.description.inHTML)</li>\n" }.joined()
    return "<h2>Warnings of the plan</h2>\n<ol>\n\(items)</ol>\n"
  }

  /// The licences that the plan assigns and takes away, by group and kind.
  private var licenses: String {
    let rows = (report.overview?.groups ?? []).flatMap { group in
      group.licenses.map { total in
        [
          total.license.text, group.serverHostName, group.resellerId, group.groupId,
          PlainNumber.text(total.assigned), PlainNumber.text(total.takenAway),
        ]
      }
    }
    guard !rows.isEmpty else { return "" }
    let table = ReportTable(columns: [
      .init(title: "Licence"), .init(title: "Host", style: "name"), .init(title: "Reseller", style: "name"),
      .init(title: "Group", style: "name"), .init(title: "To assign", style: "number"),
      .init(title: "To take away", style: "number"),
    ])
    return
      "<h2>Licences of the plan</h2>\n<details><summary>\(PlainNumber.text(report.counts.addedLicenses)) to assign, "
      + "\(PlainNumber.text(report.counts.licensesGone)) to take away</summary>\n\(table.html(rows))</details>\n"
  }

  private var course: String {
    guard report.timeline.calls > 0, let whole = report.timeline.intervals(atMost: 1).first else {
      return "<h2>Over time</h2>\n<p>No call was made, so there is nothing to plot.</p>\n"
    }
    let troubled = whole.failed + whole.retried
    let median = PlainNumber.text(whole.median ?? .zero)
    let high = PlainNumber.text(whole.percentile95 ?? .zero)
    let trouble =
      troubled == 0
      ? "<span class=\"key\">No call failed or was retried.</span>"
      : key("trouble", "failed or retried (\(PlainNumber.text(troubled)))")
    return """
      <h2>Over time</h2>
      <p class="quiet">Half of the calls took at most \(median), 95 % at most \(high). \
      A call counts when it ended; each point covers \(PlainNumber.text(plot.resolution)), or more on a narrow screen.</p>
      <figure>
      <figcaption><h3>Calls per second</h3>\(key("rate", "all calls"))\(trouble)</figcaption>
      \(plot.throughput)</figure>
      <figure>
      <figcaption><h3>How long calls took, in \(plot.latencyUnit.name)</h3>\
      \(key("median", "half took at most"))\(key("high", "95 % took at most"))</figcaption>
      \(plot.latency)</figure>

      """
  }

  private func key(_ style: String, _ words: String) -> String {
    let shape = ["rate", "trouble"].contains(style) ? "M0 1H24V11H0Z" : "M0 6H24"
    return "<span class=\"key\"><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\">"
      + "<path class=\"\(style)\" d=\"\(shape)\"/></svg>\(words)</span>"
  }

  private var refused: String {
    guard !summary.failures.isEmpty else { return "<h2>Refused rows</h2>\n<p>There are none.</p>\n" }
    let table = ReportTable(columns: [
      .init(title: "Row", style: "number"), .init(title: "User", style: "name"), .init(title: "Step"),
      .init(title: "Code"), .init(title: "Reason", style: "words"),
    ])
    let shown = summary.failures.prefix(RolloutReport.failureLimit)
    let rows = shown.map { result in
      [
        String(result.row.number), result.row.broadworksUserId, result.failure?.step ?? "",
        result.failure?.code ?? "", result.failure?.reason ?? "",
      ]
    }
    let items = summary.sharedRefusals.map { "<li>\($0.description.inHTML)</li>\n" }.joined()
    let reasons = items.isEmpty ? "" : "<ul>\n\(items)</ul>\n"
    return "<h2>Refused rows</h2>\n" + reasons
      + limit(shown.count, of: summary.failures.count, rest: "failed.csv") + table.html(rows)
  }

  private var retried: String {
    guard !summary.retries.isEmpty else { return "<h2>Retried calls</h2>\n<p>There are none.</p>\n" }
    let table = ReportTable(columns: [
      .init(title: "Row", style: "number"), .init(title: "User", style: "name"), .init(title: "Call"),
      .init(title: "Attempt", style: "number"), .init(title: "Why", style: "words"),
    ])
    let shown = summary.retries.prefix(RolloutReport.retryLimit)
    let rows = shown.map { retry in
      [String(retry.row), retry.broadworksUserId, retry.call, String(retry.attempt), retry.reason]
    }
    return "<h2>Retried calls</h2>\n" + limit(shown.count, of: summary.retries.count, rest: "retries.csv")
      + "<details><summary>Show \(PlainNumber.text(shown.count, "call")) that went wrong and that "
      + "the run tried again or read back</summary>\n\(table.html(rows))</details>\n"
  }

  private func limit(_ shown: Int, of total: Int, rest file: String) -> String {
    shown == total
      ? ""
      : "<p>The first \(PlainNumber.text(shown)) of \(PlainNumber.text(total)); <code>\(file)</code> has all.</p>\n"
  }
}

/// A table of the report with untrusted cells.
struct ReportTable {
  /// A column.
  struct Column {
    let title: String
    /// The class in the style sheet, if any.
    var style = ""
  }

  let columns: [Column]

  /// The escaped table; on a narrow screen, every cell shows the title of its column.
  ///
  /// - Parameter rows: The rows; each has one cell for each column.
  /// - Returns: A `table` element.
  func html(_ rows: [[String]]) -> String {
    let head = columns.map { "<th scope=\"col\"\(attribute($0))>\($0.title.inHTML)</th>" }.joined()
    var text = "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n"
    for row in rows {
      text += "<tr>"
      for (column, cell) in zip(columns, row) {
        text += "<td\(attribute(column)) data-label=\"\(column.title.inHTML)\"><bdi>\(cell.inHTML)</bdi></td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody>\n</table>\n"
  }

  private func attribute(_ column: Column) -> String {
    column.style.isEmpty ? "" : " class=\"\(column.style)\""
  }
}
