/// A row as it stands in an input, before anything is known of its values.
struct RawRow {
  /// The row's number.
  var number = 0
  /// The line where it begins, if it is not its number.
  var line: Int?
  /// The values by ``RowField``; what is not there is empty.
  var values = [String](repeating: "", count: RowField.allCases.count)

  /// A value.
  subscript(field: RowField) -> String {
    get { values[field.rawValue] }
    set { values[field.rawValue] = newValue }
  }

  /// Empties the row for the next one.
  mutating func clear() {
    for index in values.indices { values[index] = "" }
  }
}
