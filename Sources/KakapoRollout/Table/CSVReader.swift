/// Reads CSV (RFC 4180) row by row, from UTF-8.
///
/// SwiftCSV does not fit. It silently drops white space at the beginning of a cell and accepts an unclosed quote.
/// It reports no positions, and it ends rows at U+2028 and U+0085.
package struct CSVReader {
  /// One row.
  package struct Record {
    /// The row's number, which counts rows without any cell as a spreadsheet does.
    fileprivate(set) var number = 0
    /// The line where the row begins.
    fileprivate(set) var line = 0
    /// The fault that makes the row unreadable, and the cell where it is.
    fileprivate(set) var fault: (kind: Fault, cell: Int)?
    /// The quoted cells that go over several lines.
    fileprivate(set) var spans: [Span] = []
    fileprivate var text: [UInt8] = []
    fileprivate var ends: [Int] = []

    /// Makes a record without cells.
    package init() {}

    /// The number of cells.
    package var count: Int { ends.count }

    /// Whether all cells are empty or blank.
    var isBlank: Bool { text.allSatisfy(Self.isBlank) && fault == nil }

    /// A cell.
    package subscript(index: Int) -> String { String(decoding: text[range(index)], as: UTF8.self) }

    /// The beginning of a cell, for people.
    func beginning(_ index: Int) -> String {
      String(String(decoding: text[range(index)].prefix(400), as: UTF8.self).unicodeScalars.prefix(100))
    }

    /// Whether a cell is empty or blank.
    func isBlank(_ index: Int) -> Bool { text[range(index)].allSatisfy(Self.isBlank) }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x9 || byte == 0xA }

    private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    fileprivate mutating func append(_ bytes: ArraySlice<UInt8>) {
      guard text.count + bytes.count <= (ends.last ?? 0) + InputLimits.cellBytes else {
        if fault == nil { fault = (.tooLong, count) }
        return
      }
      text.append(contentsOf: bytes)
    }

    fileprivate mutating func endCell() { ends.append(text.count) }
  }

  /// A quoted cell over several lines.
  struct Span: Hashable {
    /// The cell.
    let cell: Int
    /// The line where its quotation mark opens.
    let first: Int
    /// The line where it closes, or the last one of the input.
    let last: Int
  }

  /// What is wrong with a row.
  enum Fault: Hashable {
    /// A quote that is never closed.
    case openQuote
    /// Text after a closing quote.
    case textBehindQuote
    /// More cells than the limit; the reader skips the rest of the line.
    case tooManyCells
    /// A cell over the length limit.
    case tooLong
  }

  private let bytes: ArraySlice<UInt8>
  private let delimiter: UInt8
  private var position: Int
  private var line: Int
  private var number: Int

  private static let quote = UInt8(ascii: "\"")

  /// Makes a reader at the first row.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - delimiter: The delimiter.
  ///   - line: The number of the first line.
  ///   - rows: The number of rows before it.
  package init(_ bytes: ArraySlice<UInt8>, delimiter: UInt8, line: Int = 1, rows: Int = 0) {
    number = rows
    self.bytes = bytes
    self.delimiter = delimiter
    self.line = line
    position = bytes.startIndex
  }

  /// Reads a row.
  ///
  /// Line ends are `\n`, `\r\n` and `\r`. Line ends in a cell become `\n`.
  ///
  /// - Parameter record: Receives the row, if there is one.
  /// - Returns: Whether there is a row.
  package mutating func next(_ record: inout Record) -> Bool {
    guard position < bytes.endIndex else { return false }
    number += 1
    record.number = number
    record.line = line
    record.fault = nil
    record.spans.removeAll(keepingCapacity: true)
    record.text.removeAll(keepingCapacity: true)
    record.ends.removeAll(keepingCapacity: true)
    while true {
      if position < bytes.endIndex, bytes[position] == Self.quote {
        let opening = line
        readQuoted(&record)
        if line != opening { noteSpan(from: opening, in: &record) }
      }
      let start = position
      while position < bytes.endIndex, !endsCell(bytes[position]) { position += 1 }
      record.append(bytes[start..<position])
      record.endCell()
      guard position < bytes.endIndex, bytes[position] == delimiter else { break }
      guard record.count < InputLimits.columns else {
        if record.fault == nil { record.fault = (.tooManyCells, record.count - 1) }
        while position < bytes.endIndex, bytes[position] != 0xA, bytes[position] != 0xD { position += 1 }
        break
      }
      position += 1
    }
    skipLineEnd()
    return true
  }

  private func noteSpan(from opening: Int, in record: inout Record) {
    // The line end of the last line belongs to that line.
    let last = position == bytes.endIndex && record.text.last == 0xA ? line - 1 : line
    if last != opening {
      record.spans.append(Span(cell: record.count, first: opening, last: last))
    }
  }

  private func endsCell(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0xA || byte == 0xD }

  private mutating func readQuoted(_ record: inout Record) {
    position += 1
    while position < bytes.endIndex {
      let start = position
      while position < bytes.endIndex, bytes[position] != Self.quote, bytes[position] != 0xA,
        bytes[position] != 0xD
      {
        position += 1
      }
      record.append(bytes[start..<position])
      guard position < bytes.endIndex else { break }
      guard bytes[position] == Self.quote else {
        record.text.append(0xA)
        skipLineEnd()
        continue
      }
      position += 1
      guard position < bytes.endIndex, bytes[position] == Self.quote else {
        if position < bytes.endIndex, !endsCell(bytes[position]), record.fault == nil {
          record.fault = (.textBehindQuote, record.count)
          record.text.append(Self.quote)
        }
        return
      }
      record.text.append(Self.quote)
      position += 1
    }
    if record.fault == nil { record.fault = (.openQuote, record.count) }
  }

  private mutating func skipLineEnd() {
    guard position < bytes.endIndex else { return }
    line += 1
    if bytes[position] == 0xD, position + 1 < bytes.endIndex, bytes[position + 1] == 0xA { position += 1 }
    position += 1
  }
}
