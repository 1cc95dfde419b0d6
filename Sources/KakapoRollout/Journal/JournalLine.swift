import Foundation
import KakapoProvision
import Support

/// One line of a journal: a record as JSON, with a checksum as its last member.
///
/// Without the checksum a damaged digit would name another step as done, and that step would never be made.
enum JournalLine {
  private static let opening = Array(#","sum":""#.utf8)
  private static let closing = Array("\"}".utf8)
  private static let digits = 16

  /// Puts a checksum in.
  ///
  /// - Parameters:
  ///   - record: An object of JSON.
  ///   - hash: The checksum of what comes before; the line's own is put in its place.
  /// - Returns: The line without its end.
  static func signed(_ record: Data, _ hash: inout UInt64) -> Data {
    var line = record.dropLast()
    hash = Checksum.hash(of: line, after: hash)
    line += opening
    line += Checksum.text(hash).utf8
    line += closing
    return line
  }

  /// Whether a line is as it was written.
  ///
  /// - Parameters:
  ///   - line: The line without its end.
  ///   - hash: The checksum of what comes before; that of a line that is whole is put in its place.
  /// - Returns: Whether it is.
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

/// The checksums of a journal's lines, one after the other.
///
/// Each counts the lines before it in, so that none can go, come twice or change places unnoticed.
struct JournalChain {
  private var hash = JournalChain.start
  private let isChained: Bool

  private static let start = Checksum.hash(of: Data())

  /// Begins a chain.
  ///
  /// - Parameter isChained: Whether a line counts those before it in; up to version 2 of the format it did not.
  init(isChained: Bool = true) { self.isChained = isChained }

  /// Puts the checksum into a line.
  mutating func signed(_ record: Data) -> Data {
    if !isChained { hash = JournalChain.start }
    return JournalLine.signed(record, &hash)
  }

  /// Whether a line is as it was written, in its place.
  mutating func takes(_ line: Data) -> Bool {
    if !isChained { hash = JournalChain.start }
    return JournalLine.isWhole(line, &hash)
  }
}

/// The first line of a journal: how much of the file was forced to the disk.
///
/// It is written over in its place each time. Without it nobody would notice that the end is missing: a journal that lost
/// its last lines looks like one whose process was killed before.
enum JournalMark {
  private static let opening = Data(#"{"forced":""#.utf8)

  /// The line with its end; it always has the same length, and fits into one sector of a disk.
  ///
  /// - Parameter length: How many bytes of the file are on the disk.
  /// - Returns: The line.
  static func line(_ length: Int64) -> Data {
    let digits = String(max(length, 0))
    let record = opening + Data((String(repeating: "0", count: 19 - digits.count) + digits + #""}"#).utf8)
    var chain = JournalChain()
    return chain.signed(record) + [0x0A]
  }

  /// Whether a file begins with one.
  static func begins(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: opening) }

  /// What a line says; `nil` when it is damaged.
  static func length(in line: Data) -> Int64? {
    let digits = line.dropFirst(opening.count).prefix(19)
    guard let length = Int64(String(decoding: digits, as: UTF8.self)), self.line(length).dropLast() == line
    else { return nil }
    return length
  }
}
