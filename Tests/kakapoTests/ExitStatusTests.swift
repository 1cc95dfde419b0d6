import KakapoProvision
import Testing

@testable import KakapoRollout
@testable import kakapo

@Suite("Exit codes of rollouts")
struct ExitStatusTests {
  @Test(
    arguments: [
      (.deletionsNotAllowed, 80), (.stalePlan, 81), (.spentPlan, 81), (.otherEndpoint, 81),
      (.otherJournal, 81),
      (.locked, 82), (.unreadablePlan, 64), (.unfinishedJournal, 64), (.nothingToResume, 64),
      (.unusableFile, 70),
      (.unreadableAnswer, 70),
    ] as [(RolloutError.Code, Int32)])
  func obstacles(code: RolloutError.Code, status: Int32) {
    #expect(ExitStatus(RolloutError(code, "why")).rawValue == status)
  }

  @Test
  func anObstacleThatIsAFailedCallHasTheCodeOfTheCall() {
    let error = RolloutError(
      .unreadableAnswer, "why", underlyingError: RunSamples.error(.loginFailed, .answered))
    #expect(ExitStatus(error).rawValue == 77)
  }

  @Test(
    arguments: [
      (.connectionLost, nil, .onlyRead, 69), (.unexpectedResponse, 503, .onlyRead, 70),
      (.fault, 500, .onlyRead, 70), (.unexpectedResponse, 200, .answered, 70),
    ] as [(ProvisionError.Code, Int?, Delivery, Int32)])
  func aReadingThatWasLostChangedNothing(
    code: ProvisionError.Code, answer: Int?, delivery: Delivery, status: Int32
  ) {
    let failure = ProvisionError(code, delivery: delivery, reason: "why", httpStatus: answer)
    #expect(ExitStatus(failure).rawValue == status)
    let error = RolloutError(.unreadableAnswer, "why", underlyingError: failure)
    #expect(ExitStatus(error).rawValue == status)
  }

  @Test(
    arguments: [
      (.finished, 0, "", 0), (.finished, 1, "rejected", 65), (.finished, 1, "mayHaveApplied", 74),
      (.interrupted, 0, "", 75), (.interrupted, 1, "mayHaveApplied", 75),
      (.tooManyErrors(limit: 0), 1, "rejected", 65), (.tooManyErrors(limit: 0), 1, "mayHaveApplied", 74),
      (.journalFailed(RolloutError(.unusableFile, "full")), 0, "", 70),
      (.stopped(RunSamples.error(.loginFailed, .answered)), 1, "rejected", 77),
      (.stopped(RunSamples.error(.loginLatched, .notSent)), 0, "", 77),
      (.stopped(RunSamples.error(.accessRefused, .refused)), 0, "", 78),
      (.stopped(RunSamples.error(.contractMismatch, .notSent)), 0, "", 76),
      (.stopped(RunSamples.error(.cannotConnect, .notSent)), 0, "", 69),
    ] as [(RolloutSummary.Ending, Int, String, Int32)])
  func endings(ending: RolloutSummary.Ending, refused: Int, code: String, status: Int32) {
    let summary = RunSamples.summary(
      ending, RunSamples.progress(3, done: 3 - refused, refused: refused),
      failures: refused == 0 ? [] : [RunSamples.refusal(2, code: code)])
    #expect(ExitStatus(summary).rawValue == status)
  }
}
