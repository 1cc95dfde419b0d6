import Foundation
import KakapoProvision
import Synchronization
import Testing

@testable import KakapoRollout
@testable import kakapo

@Suite("Events as JSON")
struct JSONEventsTests {
  private final class Lines: Sendable {
    private let lines = Mutex([String]())

    var all: [String] { lines.withLock { $0 } }

    func events() -> JSONEvents {
      JSONEvents(
        now: { Date(timeIntervalSince1970: 1_772_373_909) },
        write: { line in self.lines.withLock { $0.append(line) } })
    }
  }

  @Test("are one object a line, with stable names and sorted keys")
  func names() {
    let lines = Lines()
    let events = lines.events()
    events.take(.began(RunSamples.progress(3, done: 1, before: 1)))
    events.take(RunSamples.call(.succeeded))
    events.take(RunSamples.call(.failed(RunSamples.lost)))
    events.take(RunSamples.call(.retried(RunSamples.lost)))
    events.take(RunSamples.done(RunSamples.progress(3, done: 2, retried: 1, before: 1)))
    events.take(
      RunSamples.refused(
        4, RunSamples.progress(3, done: 2, refused: 1, retried: 1, before: 1), reason: "a\nb"))
    events.take(.concurrency(4, reason: "HTTP 503"))
    events.take(.paused(.milliseconds(1500)))
    events.take(.stopping(.interrupted))
    events.take(
      .ended(
        RunSamples.summary(.interrupted, RunSamples.progress(3, done: 2, refused: 1, retried: 1, before: 1))))
    let time = #""time":"2026-03-01T14:05:09Z""#
    let reason =
      "AddUserWithHierarchy: the connection was lost. The call may have been carried out."
    #expect(
      lines.all
        == [
          #"{"done":1,"endedBefore":1,"event":"began","refused":0,"retried":0,\#(time),"total":3}"#,
          #"{"attempt":2,"broadworksUserId":"jane@example.com","call":"AddUserWithHierarchy","code":"connectionLost","#
            + #""event":"retry","reason":"\#(reason)","row":7,"seconds":0.25,\#(time)}"#,
          #"{"broadworksUserId":"jane@example.com","done":2,"endedBefore":1,"event":"row","outcome":"done","#
            + #""refused":0,"retried":1,"row":2,\#(time),"total":3}"#,
          #"{"broadworksUserId":"jane@example.com","code":"rejected","done":2,"endedBefore":1,"event":"row","#
            + #""outcome":"refused","reason":"a\nb","refused":1,"retried":1,"row":4,"#
            + #""step":"AddUserLicense UnityDesktop/Pro",\#(time),"total":3}"#,
          #"{"concurrency":4,"event":"concurrency","reason":"HTTP 503",\#(time)}"#,
          #"{"event":"paused","seconds":1.5,\#(time)}"#,
          #"{"ending":"interrupted","event":"stopping",\#(time)}"#,
          #"{"calls":40,"done":2,"endedBefore":1,"ending":"interrupted","event":"summary","exitCode":75,"notTried":0,"#
            + #""refused":1,"retried":1,"seconds":200,\#(time),"total":3}"#,
        ].map { $0 + "\n" })
  }

  @Test("contain no control character, whatever a server says")
  func controlCharacters() throws {
    let lines = Lines()
    let reason = "\u{1B}[31m\u{9B}31m\u{7F}é"
    lines.events().take(RunSamples.refused(4, RunSamples.progress(1, refused: 1), reason: reason))
    let line = try #require(lines.all.first)
    #expect(line.contains(#""\u001b[31m\u009b31m\u007fé""#))
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?["reason"] as? String == reason)
  }

  @Test("end with a summary and no further line, however the run ends")
  func summaryIsLast() throws {
    for end in ["ended", "failed", "abandoned"] {
      let lines = Lines()
      let events = lines.events()
      events.take(.began(RunSamples.progress(3)))
      switch end {
      case "ended":
        events.take(
          .ended(
            RunSamples.summary(.stopped(RunSamples.error(.loginFailed, .answered)), RunSamples.progress(3))))
      case "failed": events.fail(RolloutError(.locked, "Another run uses the journal."))
      default: events.abandon()
      }
      events.fail(RolloutError(.locked, "again"))
      events.abandon()
      events.take(RunSamples.done(RunSamples.progress(3, done: 1)))
      #expect(lines.all.count == 2)
      let line = try #require(lines.all.last)
      let last = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(last["event"] as? String == "summary" && last["notTried"] as? Int == 3)
      #expect(last["exitCode"] as? Int == ["ended": 77, "failed": 82, "abandoned": 75][end])
      #expect(last["ending"] as? String == ["ended": "stopped"][end, default: end])
      let code = (last["error"] as? [String: Any])?["code"] as? String
      #expect(code == ["ended": "loginFailed", "failed": "locked"][end])
    }
  }
}
