import Foundation
import KakapoProvision

/// One line of a journal: a record as JSON, with a checksum as its last member.
///
/// Without the checksum a damaged digit would name another step as done, and that step would never be made.
enum JournalLine {
  private static let opening = Array(#","sum":""#.utf8)
  private static let closing = Array("\"}".utf8)
  private static let digits = 16

  /// Writes a line.
  ///
  /// - Parameter record: What it says.
  /// - Returns: The line without its end.
  /// - Throws: What the encoder throws.
  static func encode(_ record: JournalRecord) throws -> Data { signed(try LineCoding.encode(record)) }

  /// Puts the checksum in.
  ///
  /// - Parameter record: An object of JSON.
  /// - Returns: The line without its end.
  static func signed(_ record: Data) -> Data {
    var line = record.dropLast()
    let sum = Checksum.text(of: line)
    line += opening
    line += sum.utf8
    line += closing
    return line
  }

  /// Whether a line is as it was written.
  static func isWhole(_ line: Data) -> Bool {
    let tail = opening.count + digits + closing.count
    guard line.count > tail, line.suffix(closing.count).elementsEqual(closing) else { return false }
    let record = line.dropLast(tail)
    let rest = line.suffix(tail)
    return rest.starts(with: opening)
      && rest.dropFirst(opening.count).starts(with: Checksum.text(of: record).utf8)
  }
}
