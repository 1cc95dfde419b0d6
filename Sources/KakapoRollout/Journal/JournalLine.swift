import Foundation

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
    let sum = sum(of: line)
    line += opening
    line += sum
    line += closing
    return line
  }

  /// Whether a line is as it was written.
  static func isWhole(_ line: Data) -> Bool {
    let tail = opening.count + digits + closing.count
    guard line.count > tail, line.suffix(closing.count).elementsEqual(closing) else { return false }
    let record = line.dropLast(tail)
    let rest = line.suffix(tail)
    return rest.starts(with: opening) && rest.dropFirst(opening.count).starts(with: sum(of: record))
  }

  /// FNV-1a with 64 bits: a single byte that is another one always gives another sum.
  private static func sum(of record: Data) -> [UInt8] {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in record { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return stride(from: 60, through: 0, by: -4).map { shift in
      let digit = UInt8(hash >> UInt64(shift) & 0xF)
      return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
  }
}
