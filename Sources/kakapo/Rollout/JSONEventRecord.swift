import Foundation
import KakapoProvision
import KakapoRollout

/// An event as JSON, without the members that do not belong to it.
struct JSONEventRecord: Encodable {
  /// An error.
  struct Trouble: Encodable {
    let code: String
    let description: String
  }

  let event: String
  var time: Date?

  var total: Int?
  var done: Int?
  var refused: Int?
  var notTried: Int?
  var retried: Int?
  var endedBefore: Int?

  var row: Int?
  var broadworksUserId: String?
  var outcome: String?
  var step: String?
  var call: String?
  var attempt: Int?
  var code: String?
  var reason: String?

  var concurrency: Int?
  var seconds: Double?
  var calls: Int?
  var ending: String?
  var counts: [String: Int]?
  var leftAlone: [String]?
  var rowsInDoubt: [Int]?
  var undecided: Int?
  var line: Int?
  var column: String?
  var value: String?
  var problem: String?
  var remedy: String?
  var error: Trouble?
  var exitCode: Int32?

  init(_ event: String, _ progress: RolloutProgress? = nil) {
    self.event = event
    total = progress?.total
    done = progress?.done
    refused = progress?.refused
    retried = progress?.retried
    endedBefore = progress?.endedBefore
  }

  static func row(_ result: RowResult, _ progress: RolloutProgress) -> JSONEventRecord {
    var record = JSONEventRecord("row", progress)
    record.row = result.row.number
    record.broadworksUserId = result.row.broadworksUserId
    switch result.outcome {
    case .done: record.outcome = "done"
    case .refused(let failure):
      record.outcome = "refused"
      record.step = failure.step
      record.code = failure.code
      record.reason = failure.reason
    }
    return record
  }

  /// A call that is tried again or read back; `nil` for other calls, which aren't reported.
  static func retry(_ result: RolloutCallResult) -> JSONEventRecord? {
    guard case .retried(let error) = result.outcome else { return nil }
    var record = JSONEventRecord("retry")
    record.row = result.call.row
    record.broadworksUserId = result.call.broadworksUserId
    record.call = result.call.method
    if case .step(let step) = result.call.purpose { record.call = step.description }
    record.attempt = result.call.attempt
    record.code = error.code.description
    record.reason = error.inCommandWords.description
    record.seconds = result.duration.inSeconds
    return record
  }

  static func finding(_ finding: Finding) -> JSONEventRecord {
    var record = JSONEventRecord("finding")
    record.row = finding.row
    record.line = finding.line
    record.column = finding.column
    record.value = finding.value
    record.problem = finding.problem
    record.remedy = finding.inCommandWords.remedy
    return record
  }

  static func concurrency(_ number: Int, _ reason: String) -> JSONEventRecord {
    var record = JSONEventRecord("concurrency")
    record.concurrency = number
    record.reason = reason
    return record
  }

  static func paused(_ duration: Duration) -> JSONEventRecord {
    var record = JSONEventRecord("paused")
    record.seconds = duration.inSeconds
    return record
  }

  static func stopping(_ ending: RolloutSummary.Ending) -> JSONEventRecord {
    var record = JSONEventRecord("stopping")
    record.ending = name(of: ending)
    record.error = trouble(of: ending)
    return record
  }

  static func summary(_ summary: RolloutSummary) -> JSONEventRecord {
    var record = JSONEventRecord("summary", summary.progress)
    record.notTried = summary.notTried
    record.calls = summary.calls
    record.seconds = summary.duration.inSeconds
    if !summary.rowsInDoubt.isEmpty { record.rowsInDoubt = summary.rowsInDoubt }
    if summary.undecided > 0 { record.undecided = summary.undecided }
    record.ending = name(of: summary.ending)
    record.error = trouble(of: summary.ending)
    record.exitCode = ExitStatus(summary).rawValue
    return record
  }

  private static func name(of ending: RolloutSummary.Ending) -> String {
    switch ending {
    case .finished: "finished"
    case .interrupted: "interrupted"
    case .stopped: "stopped"
    case .tooManyErrors: "tooManyErrors"
    case .journalFailed: "journalFailed"
    }
  }

  private static func trouble(of ending: RolloutSummary.Ending) -> Trouble? {
    switch ending {
    // Leaves the outcome out: it is that of one call, not of the run.
    case .stopped(let error):
      Trouble(code: error.code.description, description: error.inCommandWords.description(outcome: ""))
    case .journalFailed(let error):
      Trouble(code: error.code.description, description: error.inCommandWords.description)
    case .finished, .interrupted, .tooManyErrors: nil
    }
  }
}
