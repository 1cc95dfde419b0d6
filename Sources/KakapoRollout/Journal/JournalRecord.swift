import KakapoProvision

/// One line of a journal.
enum JournalRecord: Sendable {
  /// What the journal belongs to. The first line.
  case head(JournalHead)
  /// A row of the plan; one for each, behind the head.
  case row(PlannedRow)
  /// A run begins. Behind the first of these the plan is complete.
  case run(JournalRun)
  /// A step is about to be tried.
  case intent(StepPlace)
  /// A step was carried out.
  case done(StepPlace)
  /// A step was not carried out, and is to be tried again by a run that goes on.
  case undone(StepPlace)
  /// A step was refused.
  case refused(StepPlace, RowFailure)
  /// The answer to a step closed the login latch, so the run stopped.
  case latched(StepPlace)
  /// A call was tried again or read back.
  case retried(RolloutRetry)
  /// Every row was tried.
  case end
}

/// Where a step stands: the row's place in the plan and the step's place in the row, both from 0.
struct StepPlace: Sendable, Hashable {
  let row: Int
  let step: Int
}

/// What a journal belongs to.
public struct JournalHead: Sendable, Hashable, Codable {
  /// The version of the journal's format.
  public internal(set) var version = JournalHead.currentVersion
  /// The endpoint.
  public let endpoint: String
  /// The Interface User.
  public let userName: String
  /// The digest of the input's rows.
  public let inputDigest: String
  /// The digest of the plan.
  public let planDigest: String
  /// Whether the plan prunes.
  public let isPruning: Bool
  /// How many rows the plan has.
  public let rows: Int
  /// The name of the file that the rows came from, for people.
  public let source: String?
  /// How the input was written; `nil` when it was a saved plan.
  public let format: InputFormat?

  static let currentVersion = 3
  /// The version before, whose lines know nothing of each other; a journal of it is gone on with as it is.
  static let unchainedVersion = 2
}

/// A run, as its journal and lock name it.
struct JournalRun: Sendable, Hashable, Codable {
  var process: Int32
  var host: String
  var began: String
}

extension JournalRecord: Codable {
  private enum Key: String, CodingKey {
    case journal, row, run, intent = "try", done, undone, refused, failure, latched, retried, end
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    func place(_ key: Key) throws -> StepPlace {
      let numbers = try values.decode([Int].self, forKey: key)
      guard numbers.count == 2 else {
        throw DecodingError.dataCorruptedError(forKey: key, in: values, debugDescription: "a row and a step")
      }
      return StepPlace(row: numbers[0], step: numbers[1])
    }
    switch values.allKeys.first(where: { $0 != .failure }) {
    case .journal: self = .head(try values.decode(JournalHead.self, forKey: .journal))
    case .run: self = .run(try values.decode(JournalRun.self, forKey: .run))
    case .intent: self = .intent(try place(.intent))
    case .done: self = .done(try place(.done))
    case .undone: self = .undone(try place(.undone))
    case .refused:
      self = .refused(try place(.refused), try values.decode(RowFailure.self, forKey: .failure))
    case .latched: self = .latched(try place(.latched))
    case .retried: self = .retried(try values.decode(RolloutRetry.self, forKey: .retried))
    case .end: self = .end
    case .row, .failure, nil:
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "no record of a journal"))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    switch self {
    case .head(let head): try values.encode(head, forKey: .journal)
    case .row(let row): try values.encode(PlannedRow.Document(row, isNumbered: true), forKey: .row)
    case .run(let run): try values.encode(run, forKey: .run)
    case .intent(let place): try values.encode([place.row, place.step], forKey: .intent)
    case .done(let place): try values.encode([place.row, place.step], forKey: .done)
    case .undone(let place): try values.encode([place.row, place.step], forKey: .undone)
    case .refused(let place, let failure):
      try values.encode([place.row, place.step], forKey: .refused)
      try values.encode(failure, forKey: .failure)
    case .latched(let place): try values.encode([place.row, place.step], forKey: .latched)
    case .retried(let retry): try values.encode(retry, forKey: .retried)
    case .end: try values.encode(true, forKey: .end)
    }
  }
}
