/// A whole input, checked: every row can be sent.
public struct RolloutInput: Sendable, Hashable {
  /// The rows in the order of the input.
  public let rows: [UserRow]
  /// How the input was written.
  public let format: InputFormat

  /// Takes rows that were made by a program.
  ///
  /// They are checked as those of a file are; each licence counts once, in the order of the vendor's table.
  ///
  /// - Parameter rows: The rows.
  /// - Throws: ``RolloutInputError`` with everything that has to be put right.
  public init(rows: [UserRow]) throws(RolloutInputError) {
    var checker = RowChecker(columns: InputFormat.Column.all, seen: Set(RowField.allCases))
    for row in rows { checker.add(row) }
    self.init(rows: try checker.checkedRows(), format: InputFormat())
  }

  init(rows: [UserRow], format: InputFormat) {
    self.rows = rows
    self.format = format
  }
}
