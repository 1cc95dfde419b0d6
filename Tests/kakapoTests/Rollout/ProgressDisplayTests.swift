import KakapoRollout
import Synchronization
import Testing

@testable import kakapo

@Suite("Progress")
struct ProgressDisplayTests {
  /// A display whose time and width the test sets, with its output.
  private final class Stage: Sendable {
    private let state = Mutex((now: Duration.zero, width: 100, writings: [String]()))

    var now: Duration {
      get { state.withLock { $0.now } }
      set { state.withLock { $0.now = newValue } }
    }

    var width: Int {
      get { state.withLock { $0.width } }
      set { state.withLock { $0.width = newValue } }
    }

    var writings: [String] { state.withLock { $0.writings } }
    var text: String { writings.joined() }

    func display(_ style: ProgressDisplay.Style, listsAll: Bool = false) -> ProgressDisplay {
      ProgressDisplay(
        style, listsAll: listsAll, howToResume: "kakapo apply users.csv --resume", now: { self.now },
        width: { self.width },
        write: { text in self.state.withLock { $0.writings.append(text) } })
    }

    /// The content of a terminal after all output, without colours.
    var screen: [String] {
      var lines = [""]
      for part in text.replacing(/\u{1B}\[\d+m/, with: "").replacing("\u{1B}[K", with: "\u{7}") {
        switch part {
        case "\n": lines.append("")
        case "\r": lines[lines.count - 1] += "\r"
        default: lines[lines.count - 1].append(part)
        }
      }
      return lines.map { line in
        var cells: [Character] = []
        var column = 0
        for character in line {
          switch character {
          case "\r": column = 0
          case "\u{7}": cells.removeSubrange(min(column, cells.count)...)
          default:
            if column < cells.count { cells[column] = character } else { cells.append(character) }
            column += 1
          }
        }
        return String(cells)
      }
    }
  }

  @Test("on a terminal is one line; messages stay above it; the result replaces it")
  func bar() {
    let stage = Stage()
    let display = stage.display(.bar(isColored: true))
    display.take(.began(RunSamples.progress(1000)))
    for number in 1...500 {
      stage.now += .milliseconds(20)
      display.take(RunSamples.done(RunSamples.progress(1000, done: number)))
    }
    #expect(stage.screen.count == 1)
    #expect(
      stage.screen[0].hasPrefix("[=") && stage.screen[0].contains(" 50 %  500 done, 0 refused, 0 retried"))
    #expect(stage.screen[0].hasSuffix("50.0 rows/s, 0:10 left"))
    display.take(RunSamples.refused(17, RunSamples.progress(1000, done: 500, refused: 1, retried: 3)))
    #expect(stage.screen.count == 2)
    #expect(
      stage.screen[0].hasPrefix(
        "kakapo: row 17, jane@example.com: AddUserLicense UnityDesktop/Pro: No licences")
    )
    #expect(stage.screen[1].contains("500 done, 1 refused, 3 retried"))
    display.say("the report is in r")
    display.take(.ended(RunSamples.summary(.finished, RunSamples.progress(1000, done: 999, refused: 1))))
    display.close()
    display.say("later")
    #expect(
      stage.screen.dropFirst() == [
        "kakapo: the report is in r",
        "kakapo: 999 of 1,000 rows are done; 1 was refused. (40 calls in 3 min 20 s)", "kakapo: later", "",
      ])
  }

  @Test("on a terminal is drawn at most ten times a second, and loses no update")
  func redrawing() {
    let stage = Stage()
    let display = stage.display(.bar(isColored: false))
    display.take(.began(RunSamples.progress(10_000)))
    for number in 1...10_000 {
      stage.now += .microseconds(200)
      display.take(RunSamples.done(RunSamples.progress(10_000, done: number)))
    }
    #expect((15...21).contains(stage.writings.count))
    stage.now += .milliseconds(100)
    display.tick()
    #expect(stage.screen[0].contains("100 %  10,000 done"))
  }

  @Test("on a terminal never fills the line, even after the window gets smaller")
  func width() {
    let stage = Stage()
    let display = stage.display(.bar(isColored: true))
    display.take(.began(RunSamples.progress(1_000_000, done: 400_000, refused: 50_000, before: 450_000)))
    for width in [200, 100, 80, 60, 40, 10, 2, 1] {
      stage.width = width
      stage.now += .seconds(1)
      display.take(
        RunSamples.done(RunSamples.progress(1_000_000, done: 400_000, refused: 50_000, retried: 70_000)))
      let shown = stage.writings.last?.replacing(/\u{1B}\[\d*[mK]|\r/, with: "") ?? ""
      #expect(shown.count <= max(width - 1, 0), "\(width): \(shown)")
      #expect(shown.contains("[==") == (width >= 60), "\(width): \(shown)")
    }
  }

  @Test("uses colour only if allowed, and only for rows that need attention")
  func color() {
    let calm = ProgressText(progress: RunSamples.progress(10, done: 5), rate: nil, pause: nil)
    #expect(!calm.bar(width: 100, isColored: true).contains("\u{1B}"))
    let troubled = ProgressText(progress: RunSamples.progress(10, done: 5, refused: 1), rate: nil, pause: nil)
    #expect(troubled.bar(width: 100, isColored: true).contains("\u{1B}[31m1 refused\u{1B}[0m"))
    #expect(!troubled.bar(width: 100, isColored: false).contains("\u{1B}"))
  }

  @Test(
    "is a bar on a terminal that can draw one",
    arguments: [
      (true, "xterm", false, .bar(isColored: true)), (true, "xterm", true, .bar(isColored: false)),
      (true, "dumb", false, .lines), (true, nil, false, .lines), (false, "xterm", false, .lines),
    ] as [(Bool, String?, Bool, ProgressDisplay.Style)])
  func style(isTerminal: Bool, kind: String?, hasNoColor: Bool, style: ProgressDisplay.Style) {
    #expect(ProgressDisplay.Style.style(isTerminal: isTerminal, kind: kind, hasNoColor: hasNoColor) == style)
  }

  @Test("off a terminal is a line at every 5 %, without control characters")
  func lines() {
    let stage = Stage()
    let display = stage.display(.lines)
    display.take(.began(RunSamples.progress(1000)))
    for number in 1...1000 {
      stage.now += .milliseconds(20)
      display.take(RunSamples.done(RunSamples.progress(1000, done: number)))
      display.tick()
    }
    #expect(stage.writings.count == 21)
    #expect(stage.writings.first == "kakapo: 1,000 rows to go\n")
    #expect(stage.writings[1].hasPrefix("kakapo: 5 %, 50 of 1,000 rows: 50 done, 0 refused, 0 retried"))
    #expect(
      stage.writings[10]
        == "kakapo: 50 %, 500 of 1,000 rows: 500 done, 0 refused, 0 retried; 50.0 rows/s, 0:10 left\n")
    #expect(!stage.text.contains("\r") && !stage.text.contains("\u{1B}"))
  }

  @Test("off a terminal reports few rows at most once each")
  func fewRows() {
    let stage = Stage()
    let display = stage.display(.lines)
    display.take(.began(RunSamples.progress(3)))
    for number in 1...3 { display.take(RunSamples.done(RunSamples.progress(3, done: number))) }
    #expect(
      stage.writings.map { $0.prefix(12) } == [
        "kakapo: 3 ro", "kakapo: 33 %", "kakapo: 66 %", "kakapo: 100 ",
      ])
  }

  @Test("off a terminal writes a sign of life after each minute without other output")
  func signOfLife() {
    let stage = Stage()
    let display = stage.display(.lines)
    display.take(.began(RunSamples.progress(1000)))
    for second in 1...200 {
      stage.now = .seconds(second)
      if second == 90 { display.say("something else") }
      display.tick()
    }
    let lives = stage.writings.filter { $0.hasPrefix("kakapo: still running: 0 %, 0 of 1,000 rows") }
    // At 60 seconds, and 60 seconds after the message at 90.
    #expect(lives.count == 2 && stage.writings.count == 4)
  }

  @Test("of a resumed run starts at its true count and has its own speed")
  func resumed() {
    let stage = Stage()
    let display = stage.display(.lines)
    display.take(.began(RunSamples.progress(1000, done: 420, before: 420)))
    #expect(stage.writings == ["kakapo: 420 of 1,000 rows are already finished, 580 to go\n"])
    for number in 421...450 {
      stage.now += .seconds(1)
      display.take(RunSamples.done(RunSamples.progress(1000, done: number, before: 420)))
    }
    #expect(stage.writings.count == 2)
    #expect(
      stage.writings.last
        == "kakapo: 45 %, 450 of 1,000 rows: 450 done, 0 refused, 0 retried; 1.0 rows/s, 9:10 left\n")
  }

  @Test("shows no remaining time before it is known, and none when no row is left")
  func remaining() {
    let stage = Stage()
    let display = stage.display(.bar(isColored: false))
    display.take(.began(RunSamples.progress(100)))
    for number in 1...4 {
      stage.now += .seconds(5)
      display.take(RunSamples.done(RunSamples.progress(100, done: number)))
    }
    #expect(!stage.text.contains("left") && !stage.text.contains("rows/"))
    stage.now += .seconds(5)
    display.take(RunSamples.done(RunSamples.progress(100, done: 5)))
    #expect(stage.screen[0].hasSuffix("0.20 rows/s, 7:55 left"))
    let last = ProgressText(progress: RunSamples.progress(5, done: 5), rate: 1, pause: nil)
    #expect(!last.line.contains("left"))
  }

  @Test("follows the speed of the last half minute")
  func recentSpeed() throws {
    var window = RateWindow()
    window.add(ended: 0, at: .zero)
    for second in 1...100 { window.add(ended: second * 100, at: .seconds(second)) }
    for second in 101...140 { window.add(ended: 10_000 + (second - 100), at: .seconds(second)) }
    #expect(abs(try #require(window.rate(at: .seconds(140))) - 1) < 0.01)
    // No more rows end, so the speed must fall.
    #expect(try #require(window.rate(at: .seconds(240))) < 0.5)
  }

  @Test("says how to resume and what a second Ctrl-C does, in every style")
  func interrupted() {
    for style in [ProgressDisplay.Style.bar(isColored: false), .lines, .quiet] {
      let stage = Stage()
      let display = stage.display(style)
      display.take(.began(RunSamples.progress(10)))
      display.take(.stopping(.interrupted))
      #expect(stage.text.contains("A second Ctrl-C stops at once"))
      #expect(stage.text.contains("resume: kakapo apply users.csv --resume"))
      display.take(.ended(RunSamples.summary(.interrupted, RunSamples.progress(10, done: 4))))
      #expect(stage.screen.dropLast().last?.hasPrefix("kakapo: Interrupted. 4 of 10 rows are done") == true)
    }
  }

  @Test("tells refusals of one reason once, or one by one")
  func equalRefusals() {
    for (listsAll, count) in [(false, 2), (true, 40)] {
      let stage = Stage()
      let display = stage.display(.quiet, listsAll: listsAll)
      display.take(.began(RunSamples.progress(1000)))
      for number in 1...40 {
        display.take(
          RunSamples.refused(
            number, RunSamples.progress(1000, refused: number), user: "u\(number)@x.example",
            reason: number.isMultiple(of: 2) ? "u\(number)@x.example is unknown" : "The pool is empty."))
      }
      #expect(stage.writings.count == count)
      #expect(
        stage.writings.first?.contains("u1@x.example: AddUserLicense UnityDesktop/Pro: The pool") == true)
    }
  }

  @Test("doesn't let the portal's text control the terminal, and limits the list of refused rows")
  func refusals() {
    let stage = Stage()
    let display = stage.display(.quiet)
    display.take(.began(RunSamples.progress(1000)))
    for number in 1...200 {
      display.take(
        RunSamples.refused(
          number, RunSamples.progress(1000, refused: number), user: "\u{1B}[2J\u{202E}x@y",
          reason: "a\r\nb \(number)"))
    }
    #expect(stage.writings.count == ProgressDisplay.refusalLimit + 1)
    #expect(stage.writings.last?.contains("further refused rows") == true)
    #expect(!stage.text.contains("\u{1B}") && !stage.text.contains("\r") && !stage.text.contains("\u{202E}"))
  }

  @Test("reports a pause and a fall of the calls in flight, but not every rise")
  func pacing() {
    let stage = Stage()
    let display = stage.display(.lines)
    display.take(.began(RunSamples.progress(10)))
    for (number, reason) in [(8, "start"), (4, "HTTP 503"), (5, "better"), (6, "better"), (3, "HTTP 503")] {
      display.take(.concurrency(number, reason: reason))
    }
    display.take(.paused(.seconds(30)))
    display.take(.paused(.seconds(30)))
    #expect(stage.writings.count == 5)
    #expect(stage.text.contains("4 calls in flight from now on: HTTP 503"))
    #expect(stage.writings.last == "kakapo: the portal asks for a pause of 30.0 s\n")
    let terminal = Stage()
    let bar = terminal.display(.bar(isColored: false))
    bar.take(.began(RunSamples.progress(10)))
    bar.take(.paused(.seconds(30)))
    terminal.now = .seconds(12)
    bar.tick()
    #expect(terminal.screen.count == 1 && terminal.screen[0].hasSuffix("waiting 18 s as the portal asks"))
  }

  @Test("leaves no bar behind when the run fails")
  func failure() async {
    struct Failure: Error {}
    let stage = Stage()
    let display = stage.display(.bar(isColored: false))
    await #expect(throws: Failure.self) {
      try await display.whileRunning {
        display.take(.began(RunSamples.progress(10)))
        #expect(stage.screen[0].contains("0 done"))
        throw Failure()
      }
    }
    #expect(stage.screen == [""])
  }
}
