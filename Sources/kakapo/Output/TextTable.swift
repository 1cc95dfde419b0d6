/// Columns of text, as wide as their widest cell.
struct TextTable {
  private let rows: [[String]]

  /// Makes a table.
  ///
  /// - Parameters:
  ///   - header: The heads of the columns.
  ///   - rows: The rows, of as many cells as the header.
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
