import Foundation
import KakapoProvision
import Support

/// One line of a journal.
enum JournalRecord: Sendable {
  /// The head, which is the first line.
  case head(JournalHead)
  /// A row of the plan; one for each row, after the head.
  case row(PlannedRow)
  /// A run begins. The plan is complete before the first of these.
  case run(JournalRun)
  /// A step is about to be tried.
  case intent(StepPlace)
  /// A step was carried out.
  case done(StepPlace)
  /// A step was not carried out, and a resumed run tries it again.
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

/// The position of a step: the row's index in the plan and the step's index in the row, both from 0.
struct StepPlace: Sendable, Hashable {
  let row: Int
  let step: Int
}

/// The portal, input and plan of a journal.
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
  /// The number of rows in the plan.
  public let rows: Int
  /// The name of the file with the rows, for people.
  public let source: String?
  /// The format of the input; `nil` for a saved plan.
  public let format: InputFormat?

  static let currentVersion = 3
  /// The previous version, whose lines do not depend on each other; a run can resume such a journal.
  static let unchainedVersion = 2
}

/// A run, as its journal and its lock name it.
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
        throw DecodingError.dataCorruptedError(
          forKey: key, in: values, debugDescription: "not a row and a step")
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
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "not a journal record"))
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

/// One line of a journal: a record as JSON, with a checksum as its last member.
///
/// Without the checksum, a damaged digit could mark another step as done, and no run would carry out that
/// step.
enum JournalLine {
  private static let opening = Array(#","sum":""#.utf8)
  private static let closing = Array("\"}".utf8)
  private static let digits = 16

  /// Adds a checksum to a record.
  ///
  /// - Parameters:
  ///   - record: A JSON object.
  ///   - hash: The checksum of the earlier lines; receives the checksum of this line.
  /// - Returns: The line without its end.
  static func signed(_ record: Data, _ hash: inout UInt64) -> Data {
    var line = record.dropLast()
    hash = Checksum.hash(of: line, after: hash)
    line += opening
    line += Checksum.text(hash).utf8
    line += closing
    return line
  }

  /// Whether a line is unchanged since it was written.
  ///
  /// - Parameters:
  ///   - line: The line without its end.
  ///   - hash: The checksum of the earlier lines; receives the checksum of the line if it is unchanged.
  /// - Returns: Whether it is unchanged.
  static func isWhole(_ line: Data, _ hash: inout UInt64) -> Bool {
    let tail = opening.count + digits + closing.count
    guard line.count > tail, line.suffix(closing.count).elementsEqual(closing) else { return false }
    let own = Checksum.hash(of: line.dropLast(tail), after: hash)
    let rest = line.suffix(tail)
    guard rest.starts(with: opening), rest.dropFirst(opening.count).starts(with: Checksum.text(own).utf8)
    else { return false }
    hash = own
    return true
  }
}

/// The checksums of a journal's lines.
///
/// Each covers the lines before it, so a missing, repeated or moved line is noticed.
struct JournalChain {
  private var hash = JournalChain.start
  private let isChained: Bool

  private static let start = Checksum.hash(of: Data())

  /// Begins a chain.
  ///
  /// - Parameter isChained: Whether a checksum covers the earlier lines, which it does not up to version 2 of the
  ///   format.
  init(isChained: Bool = true) { self.isChained = isChained }

  /// Adds the checksum to a line.
  mutating func signed(_ record: Data) -> Data {
    if !isChained { hash = JournalChain.start }
    return JournalLine.signed(record, &hash)
  }

  /// Whether a line is unchanged and in its place.
  mutating func takes(_ line: Data) -> Bool {
    if !isChained { hash = JournalChain.start }
    return JournalLine.isWhole(line, &hash)
  }
}

/// The first line of a journal: the length of the part that was forced to the disk.
///
/// The writer overwrites it each time. It shows when the end of the file is missing. Without it, a journal that
/// lost its last lines would look like one whose process was killed earlier.
enum JournalMark {
  private static let opening = Data(#"{"forced":""#.utf8)

  /// The line with its end; its length is constant and fits into one sector of a disk.
  ///
  /// - Parameter length: The number of bytes of the file that are on the disk.
  /// - Returns: The line.
  static func line(_ length: Int64) -> Data {
    let digits = String(max(length, 0))
    let record = opening + Data((String(repeating: "0", count: 19 - digits.count) + digits + #""}"#).utf8)
    var chain = JournalChain()
    return chain.signed(record) + [0x0A]
  }

  /// Whether bytes begin with a mark.
  static func begins(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: opening) }

  /// The length in a mark; `nil` when the line is damaged.
  static func length(in line: Data) -> Int64? {
    let digits = line.dropFirst(opening.count).prefix(19)
    guard let length = Int64(String(decoding: digits, as: UTF8.self)), self.line(length).dropLast() == line
    else { return nil }
    return length
  }
}
