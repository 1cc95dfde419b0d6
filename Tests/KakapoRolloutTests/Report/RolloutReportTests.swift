import Foundation
import KakapoProvision
import Testing

@testable import KakapoRollout
import TestTraces

@Suite("The report")
struct RolloutReportTests {
  private static let hostile =
    "<script>alert('x')</script>\" onload=\"x' ]]> & \u{202E}moc\u{0}\u{1B}[31m\u{2028}"

  @Test("escapes all outside text, and makes invisible characters visible")
  func escapes() throws {
    let hostile = RolloutReportTests.hostile
    let summary = Samples.summary(
      .stopped(
        ProvisionError(
          .accessRefused, delivery: .refused, operation: "AddUser", reason: hostile, serverText: hostile)),
      total: 9, failures: [Samples.failure(2, user: hostile, step: hostile, code: hostile, reason: hostile)],
      retries: [RolloutRetry(row: 3, broadworksUserId: hostile, call: hostile, attempt: 1, reason: hostile)])
    let html = Samples.report(source: hostile, endpoint: hostile, summary).html
    let shown =
      "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;x&#39; ]]&gt; &amp; \\u{202E}moc\\0\\u{1B}"
      + "[31m\\u{2028}"
    // The title, the input, the portal, the advice, four cells of the refused row, three of the retried call.
    #expect(html.ranges(of: shown).count == 11)
    #expect(!html.contains("<script") && !html.contains("onload=\"") && !html.contains("alert('"))
    let invisible = html.unicodeScalars.filter {
      $0 != "\n" && [.control, .format, .lineSeparator].contains($0.properties.generalCategory)
    }
    #expect(invisible.isEmpty)
  }

  @Test("needs no other resource and runs no script")
  func selfContained() {
    var timeline = RolloutTimeline()
    timeline.add(Samples.call(at: 0, taking: 0.1))
    let html = Samples.report(Samples.summary(total: 1, done: 1), timeline).html
    for word in ["<script", "<link", "<img", "src=", "href=", "url(", "@import", "javascript:"] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(html.contains("default-src 'none'"))
  }

  @Test(
    "says in one sentence how the run ended",
    arguments: [
      (Samples.summary(total: 12_345, done: 12_345), "All 12,345 rows are done."),
      (Samples.summary(total: 1, done: 1), "The one row is done."),
      (Samples.summary(), "There were no rows."),
      (Samples.summary(total: 5, done: 4, refused: 1), "4 of 5 rows are done; 1 was refused."),
      (
        Samples.summary(.interrupted, total: 1000, done: 420, refused: 2),
        "Interrupted. 420 of 1,000 rows are done; 2 were refused, 578 are not finished."
      ),
      (
        Samples.summary(.tooManyErrors(limit: 10), total: 50, done: 1, refused: 11),
        "Stopped after more than 10 refused rows. 1 of 50 rows is done; 11 were refused, 38 are not finished."
      ),
      (
        Samples.summary(
          .stopped(ProvisionError(.loginFailed, delivery: .answered, reason: "the login failed")), total: 3),
        "Stopped: the portal refused the login, and the account is locked now. 0 of 3 rows are done; 3 are not finished."
      ),
    ])
  func headline(summary: RolloutSummary, words: String) {
    #expect(Samples.report(summary).html.contains("<h1>\(words)</h1>"))
  }

  @Test("says that a row with an unknown outcome must be checked")
  func unknownFate() {
    let summary = Samples.summary(total: 1, failures: [Samples.failure(2, code: "mayHaveApplied")])
    #expect(Samples.report(summary).html.contains("for row 2 (code mayHaveApplied). Check in the portal"))
  }

  @Test("lists rows up to its limits, and says where the rest is")
  func limits() {
    func report(_ failures: Int, _ retries: Int) -> String {
      Samples.report(
        Samples.summary(
          total: 9999, failures: (0..<failures).map { Samples.failure($0 + 2) },
          retries: (0..<retries).map {
            RolloutRetry(
              row: $0, broadworksUserId: "u\($0)@x", call: "DeleteUser", attempt: 1, reason: "timedOut")
          })
      ).html
    }
    let full = report(1000, 5000)
    #expect(full.ranges(of: ">rejected<").count == 1000 && full.ranges(of: ">timedOut<").count == 5000)
    #expect(!full.contains("failed.csv") && !full.contains("retries.csv"))
    let cut = report(1001, 5001)
    #expect(cut.ranges(of: ">rejected<").count == 1000 && cut.ranges(of: ">timedOut<").count == 5000)
    #expect(cut.contains("The first 1,000 of 1,001; <code>failed.csv</code> has all."))
    #expect(cut.contains("The first 5,000 of 5,001; <code>retries.csv</code> has all."))
  }

  @Test("plots the calls, and says when there were none")
  func plots() throws {
    #expect(Samples.report(Samples.summary()).html.contains("No call was made"))
    var timeline = RolloutTimeline()
    for number in 0..<5000 { timeline.add(Samples.call(at: Double(number) / 50, taking: 0.2)) }
    timeline.add(Samples.call(at: 40, taking: 0.2, .retried(Samples.error)))
    let html = Samples.report(Samples.summary(calls: 5001, duration: 100.2), timeline).html
    // Two plots, each in a wide and a narrow size, and four keys.
    #expect(html.ranges(of: "<svg").count == 8)
    #expect(html.contains("failed or retried (1)") && html.contains("200 ms, 95 % at most 200 ms"))
    #expect(html.contains("49.9 on average") && html.contains("seconds since the run began"))
    #expect(!html.contains("nan") && !html.contains("inf"))
  }

  @Test("has balanced tags")
  func balanced() {
    let summary = Samples.summary(total: 3, failures: [Samples.failure(2)])
    let html = Samples.report(summary).html
    for tag in ["main", "table", "tbody", "tr", "td", "dl", "div", "bdi", "header", "h2", "p", "style"] {
      let opened = html.ranges(of: "<\(tag)>").count + html.ranges(of: "<\(tag) ").count
      #expect(opened > 0 && opened == html.ranges(of: "</\(tag)>").count, "\(tag)")
    }
  }

  @Test("writes its files, and removes an earlier run's table of retries")
  func writes() throws {
    let parent = TestTraces.path("report")
    let folder = parent.appending(path: "deep")
    defer { TestTraces.remove(parent) }
    let path = folder.path(percentEncoded: false)
    let retry = RolloutRetry(
      row: 2, broadworksUserId: "=cmd|' /C calc'!A0", call: "AddUserLicense a,b", attempt: 1,
      reason: "say \"no\"\nnow")
    try Samples.report(Samples.summary(total: 1, done: 1, retries: [retry])).write(toFolder: path)
    let table = try String(contentsOf: folder.appending(path: "retries.csv"), encoding: .utf8)
    #expect(
      table
        == "row,broadworksUserId,call,attempt,reason\r\n2,'=cmd|' /C calc'!A0,\"AddUserLicense a,b\",1,"
        + "\"say \"\"no\"\"\nnow\"\r\n")
    let report = Samples.report(Samples.summary(total: 1, done: 1))
    try report.write(toFolder: path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["report.html"])
    #expect(try String(contentsOf: folder.appending(path: "report.html"), encoding: .utf8) == report.html)
  }

  @Test(
    "neutralises text that a spreadsheet would run",
    arguments: ["=1", "+1", "-1", "@x", "\t=1", "\r1", " =1", "＝1"])
  func formulas(cell: String) {
    let retry = RolloutRetry(row: 2, broadworksUserId: cell, call: "DeleteUser", attempt: 1, reason: "x")
    let line = RetriesTable.text(of: [retry]).dropFirst(
      "row,broadworksUserId,call,attempt,reason\r\n".utf8.count - 1)
    #expect(line.contains(",'\(cell),") || line.contains(",\"'\(cell)\","))
  }

  @Test("names the folder that can't be written")
  func unwritable() {
    let error = #expect(throws: RolloutError.self) {
      try Samples.report(Samples.summary()).write(toFolder: "/dev/null/report")
    }
    #expect(error?.code == .unusableFile && error?.description.contains("/dev/null/report") == true)
  }
}
