/// How much of an input is taken.
///
/// More than this is another file, or one without an end.
enum InputLimits {
  /// The bytes of a table: about a million rows.
  static let bytes = 128 << 20
  /// The bytes of a saved plan, which has more to say of each row.
  static let planBytes = 1 << 30
  /// The cells of one row.
  static let columns = 1_000
  /// The bytes of one cell; a spreadsheet takes about 32,000 characters.
  static let cellBytes = 128 << 10
  /// The findings of one input.
  static let findings = 1_000
  /// The code points of a value that a finding keeps.
  static let shownValue = 1_000

  /// A number of bytes for people.
  static func text(ofBytes count: Int) -> String { "\(count >> 20) MiB" }
}
