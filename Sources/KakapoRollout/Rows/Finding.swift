public import KakapoProvision

/// Something in an input that has to be put right before anything is sent.
public struct Finding: Sendable, Hashable, Codable {
  /// The row as a spreadsheet counts (the header is 1), or the element's number in JSON; `nil` for the input
  /// as a whole.
  public var row: Int?
  /// The line of the file where the row begins, or its unclosed quotation mark, if it is not the row's number.
  public var line: Int?
  /// The column's name as in the input.
  public var column: String?
  /// The value as it stands there.
  public var value: String?
  /// What is the matter with it.
  public var problem: String
  /// What to do; may be empty.
  public var remedy: String
  /// What to do, for programs; `nil` where the input has to be corrected.
  ///
  /// It is not encoded.
  public var action: Remedy.Action?

  private enum CodingKeys: String, CodingKey {
    case row, line, column, value, problem, remedy
  }

  /// Makes a finding.
  ///
  /// - Parameters:
  ///   - problem: What is the matter.
  ///   - remedy: What to do.
  ///   - action: The same for programs.
  ///   - row: The row.
  ///   - line: The line of the file.
  ///   - column: The column's name.
  ///   - value: The value.
  public init(
    _ problem: String, remedy: String = "", action: Remedy.Action? = nil, row: Int? = nil, line: Int? = nil,
    column: String? = nil,
    value: String? = nil
  ) {
    self.row = row
    self.line = line
    self.column = column
    self.value = value
    self.problem = problem
    self.remedy = remedy
    self.action = action
  }
}
