/// A table of the report whose cells come from outside.
struct ReportTable {
  /// A column.
  struct Column {
    let title: String
    /// The style's class, if it needs one.
    var style = ""
  }

  let columns: [Column]

  /// The table, escaped; on a narrow screen every cell carries its column's title.
  ///
  /// - Parameter rows: The rows, of as many cells as there are columns.
  /// - Returns: A `table` element.
  func html(_ rows: [[String]]) -> String {
    let head = columns.map { "<th scope=\"col\"\(attribute($0))>\($0.title.inHTML)</th>" }.joined()
    var text = "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n"
    for row in rows {
      text += "<tr>"
      for (column, cell) in zip(columns, row) {
        text += "<td\(attribute(column)) data-label=\"\(column.title.inHTML)\"><bdi>\(cell.inHTML)</bdi></td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody>\n</table>\n"
  }

  private func attribute(_ column: Column) -> String {
    column.style.isEmpty ? "" : " class=\"\(column.style)\""
  }
}
