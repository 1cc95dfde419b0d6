public import KakapoProvision

/// A problem in an input: one that has to be corrected before a rollout can begin, or a warning of a plan.
public struct Finding: Sendable, Hashable, Codable {
  /// The name of the mapping file if the problem is there; `nil` if it is in the input.
  public var file: String?
  /// The row as a spreadsheet counts (the header is 1), or the element's number in JSON.
  ///
  /// It is `nil` if the finding is about the whole input.
  public var row: Int?
  /// The line where the row, or its unclosed quotation mark, begins; `nil` if it equals the row's number.
  ///
  /// With ``file``, the line in that file.
  public var line: Int?
  /// The column's name in the input; several joined columns have ` + ` between them.
  public var column: String?
  /// The value in the input.
  public var value: String?
  /// What the mapping made of the value; `nil` if it is the same.
  public var mapped: String?
  /// What is wrong.
  public var problem: String
  /// What to do; may be empty.
  public var remedy: String
  /// What to do, for programs; `nil` if the input has to be corrected.
  ///
  /// Neither this property nor ``subject`` is encoded.
  public var action: Remedy.Action?
  /// The object of the action, for example the name of the missing column.
  public var subject: String?

  private enum CodingKeys: String, CodingKey {
    case file, row, line, column, value, mapped, problem, remedy
  }

  /// Makes a finding.
  ///
  /// - Parameters:
  ///   - problem: What is wrong.
  ///   - remedy: What to do.
  ///   - action: What to do, for programs.
  ///   - subject: The object of the action.
  ///   - file: The name of the mapping file if the problem is there.
  ///   - row: The row.
  ///   - line: The line of the file.
  ///   - column: The column's name.
  ///   - value: The value.
  ///   - mapped: What the mapping made of the value, if it isn't the same.
  public init(
    _ problem: String, remedy: String = "", action: Remedy.Action? = nil, subject: String? = nil,
    file: String? = nil, row: Int? = nil, line: Int? = nil, column: String? = nil, value: String? = nil,
    mapped: String? = nil
  ) {
    self.file = file
    self.row = row
    self.line = line
    self.column = column
    self.value = value
    self.mapped = mapped
    self.problem = problem
    self.remedy = remedy
    self.action = action
    self.subject = subject
  }
}

extension Finding: CustomStringConvertible {
  /// The place, the problem and the remedy, in one line.
  ///
  /// For example: `row 17, column broadworksUserId: "jane" is not of the form name@domain. Add the domain.`
  ///
  /// Invisible characters and terminal control characters appear as their numbers, and a long value is cut.
  public var description: String {
    var place: [String] = file.map { [$0] } ?? []
    if let row { place.append("row \(row)" + (line.map { " (line \($0))" } ?? "")) }
    if row == nil, let line { place.append("line \(line)") }
    if let column { place.append("column \(Self.visible(column))") }
    let text = [
      value.map { "\"\(Self.visible($0))\"" }, mapped.map { "(mapped to \"\(Self.visible($0))\")" }, problem,
    ].compactMap(\.self).joined(separator: " ")
    let sentence = text.hasSuffix(".") || text.hasSuffix("?") ? text : text + "."
    return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + sentence
      + (remedy.isEmpty ? "" : " " + remedy)
  }

  /// What is wrong, without the rows that differ from finding to finding.
  fileprivate var cause: [String?] {
    [row == nil ? description : nil, column, problem.replacing(/\brow \d+/, with: "row"), remedy]
  }

  /// A text of the input for people.
  ///
  /// A long text is cut, and invisible characters and terminal control characters are replaced.
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

/// Findings with one cause, to be reported once.
public struct FindingGroup: Sendable, Hashable, CustomStringConvertible {
  /// The findings, in the order of the input; at least one.
  public let findings: [Finding]

  /// The rows and one of the findings, in one line.
  ///
  /// For example: `266 rows (17, 18, 19, 20, 21 and 261 more), column broadworksUserId, for example: "jane" is not of
  /// the form name@domain. Add the domain.`
  public var description: String {
    let rows = findings.compactMap(\.row).reduce(into: [] as [Int]) { if $0.last != $1 { $0.append($1) } }
    guard rows.count > 1, var example = findings.first else {
      return findings.map(\.description).joined(separator: " ")
    }
    let isSame = findings.allSatisfy { $0.value == example.value && $0.problem == example.problem }
    let column = example.column.map { ", column \(Finding.visible($0))" } ?? ""
    (example.row, example.line, example.column) = (nil, nil, nil)
    return
      "\(PlainNumber.countedRows(rows))\(column)\(isSame ? "" : ", for example"): \(example.description)"
  }
}

extension Sequence<Finding> {
  /// The findings by cause, in the order of the first of each.
  public var groups: [FindingGroup] { grouped(by: \.cause).map(FindingGroup.init) }
}

extension Sequence {
  /// The elements by a key, in the order of the first of each.
  func grouped<Key: Hashable>(by key: (Element) -> Key) -> [[Element]] {
    var groups: [[Element]] = []
    var places: [Key: Int] = [:]
    for element in self {
      let key = key(element)
      let place = places[key] ?? groups.count
      if place == groups.count {
        places[key] = place
        groups.append([])
      }
      groups[place].append(element)
    }
    return groups
  }
}
