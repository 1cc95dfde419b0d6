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
  /// Neither it nor ``subject`` is encoded.
  public var action: Remedy.Action?
  /// What the action needs, for example the name of the missing column.
  public var subject: String?

  private enum CodingKeys: String, CodingKey {
    case row, line, column, value, problem, remedy
  }

  /// Makes a finding.
  ///
  /// - Parameters:
  ///   - problem: What is the matter.
  ///   - remedy: What to do.
  ///   - action: The same for programs.
  ///   - subject: What the action needs.
  ///   - row: The row.
  ///   - line: The line of the file.
  ///   - column: The column's name.
  ///   - value: The value.
  public init(
    _ problem: String, remedy: String = "", action: Remedy.Action? = nil, subject: String? = nil,
    row: Int? = nil, line: Int? = nil,
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
    self.subject = subject
  }
}

extension Finding: CustomStringConvertible {
  /// Where it is, what is the matter and what to do, in one line.
  ///
  /// For example: `row 17, column broadworksUserId: "jane" is not of the form name@domain. Add the domain.`
  ///
  /// Characters that are not seen, or that a terminal would obey, are shown by their numbers, and a long value is cut.
  public var description: String {
    var place: [String] = []
    if let row { place.append("row \(row)" + (line.map { " (line \($0))" } ?? "")) }
    if row == nil, let line { place.append("line \(line)") }
    if let column { place.append("column \(Self.visible(column))") }
    let text = [value.map { "\"\(Self.visible($0))\"" }, problem].compactMap(\.self).joined(separator: " ")
    let sentence = text.hasSuffix(".") || text.hasSuffix("?") ? text : text + "."
    return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + sentence
      + (remedy.isEmpty ? "" : " " + remedy)
  }

  /// A text of the input, cut when it is long, with everything replaced that is not seen or that a terminal
  /// would obey.
  static func visible(_ text: String) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars.prefix(80) {
      if scalar == "\n" {
        result += "\\n"
      } else if InvisibleCharacters.isInvisible(scalar, after: previous, isDisplayName: true) {
        result += "<" + InvisibleCharacters.name(of: scalar).prefix { $0 != " " } + ">"
      } else {
        result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return text.unicodeScalars.count > 80 ? result + "…" : result
  }
}
