import KakapoRollout

/// A table of text whose columns are as wide as their widest cell.
struct TextTable {
  private let rows: [[String]]

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - header: The titles of the columns.
  ///   - rows: The rows; each has as many cells as the header.
  init(_ header: [String], _ rows: [[String]]) {
    self.rows = [header, header.map { String(repeating: "-", count: $0.count) }] + rows
  }

  /// The lines of the table.
  var text: String {
    let cells = rows.map { $0.map(Printable.line) }
    let widths = (cells.first ?? []).indices.map { column in
      cells.map { Printable.width(of: $0[column]) }.max() ?? 0
    }
    return cells.map { row in
      let line = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - Printable.width(of: cell))
      }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}

/// Makes external texts safe for a terminal.
enum Printable {
  /// A text on one line with visible control characters, so that a server's answer cannot control a terminal.
  static func line(_ text: String) -> String { text.visible }

  /// The columns of a text in a terminal: two for each East Asian wide character (Unicode annex 11).
  static func width(of text: String) -> Int {
    text.reduce(0) { width, character in
      guard let first = character.unicodeScalars.first?.value else { return width }
      let isWide =
        (0x1100...0x115F).contains(first) || (0x2E80...0xA4CF).contains(first)
        || (0xAC00...0xD7A3).contains(first) || (0xF900...0xFAFF).contains(first)
        || (0xFE30...0xFE6F).contains(first) || (0xFF00...0xFF60).contains(first)
        || (0xFFE0...0xFFE6).contains(first) || (0x1F300...0x1FAFF).contains(first)
        || (0x20000...0x3FFFD).contains(first)
      return width + (isWide ? 2 : 1)
    }
  }
}

/// Text as one word of a POSIX shell.
enum ShellWord {
  /// Quotes a text, so that a shell reads it unchanged as one word.
  ///
  /// - Parameter text: The text.
  /// - Returns: The text itself if it has no special character of a shell, else the text in single quotes.
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_./:@%+=,".utf8.contains(byte)
        }
      }
    guard !isPlain else { return text }
    // Splits by code points, as a shell does: an apostrophe with an accent is a different `Character`.
    let parts = text.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false).map { String($0) }
    return "'" + parts.joined(separator: #"'\''"#) + "'"
  }
}
