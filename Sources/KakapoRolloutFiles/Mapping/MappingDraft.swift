import KakapoProvision
public import KakapoRollout
import Support

/// A mapping to begin with, guessed from what a table has.
public struct MappingDraft: Sendable, Hashable {
  /// How a column was recognised.
  public enum Reason: String, Sendable, Hashable {
    /// By its header.
    case name
    /// By its values.
    case values
  }

  /// What a column probably is.
  public struct Guess: Sendable, Hashable {
    /// The name of the value that it has, as in `InputFormat.Column.names`.
    public let name: String
    /// How it was recognised.
    public let reason: Reason
    /// Whether its values can be taken as they are; if not, a person has to say what they mean.
    public let fits: Bool
  }

  private let survey: InputSurvey
  /// The guesses by the column's place in the table.
  public private(set) var guesses: [Int: Guess] = [:]

  /// Guesses what the columns of a table are.
  ///
  /// - Parameter survey: What the table has.
  public init(of survey: InputSurvey) {
    self.survey = survey
    // The surest signs come first, so that no column is taken on a weaker one.
    let signs: [(String, InputSurvey.Column) -> Reason?] = [
      { name, column in name == column.header ? .name : nil },
      { name, column in Self.isNamed(name, column.header) ? .name : nil },
      { name, column in Self.fits(name, column) ? .values : nil },
    ]
    for sign in signs {
      for name in InputFormat.Column.names where !guesses.values.contains(where: { $0.name == name }) {
        let place = survey.columns.indices.first { place in
          guesses[place] == nil && isUsable(place) && sign(name, survey.columns[place]) != nil
        }
        guard let place, let reason = sign(name, survey.columns[place]) else { continue }
        let column = survey.columns[place]
        guesses[place] = Guess(
          name: name, reason: reason, fits: !Self.hasKnownValues(name) || Self.fits(name, column))
      }
    }
  }

  /// Whether a mapping can name the column.
  private func isUsable(_ place: Int) -> Bool {
    let header = survey.columns[place].header
    return !header.isEmpty && survey.columns.count { $0.header == header } == 1
  }

  private static let usualNames = [
    "serverHostName": ["server host", "host name", "system provider"],
    "resellerId": ["enterprise", "enterprise id", "service provider", "service provider id", "reseller"],
    "resellerName": ["enterprise name", "service provider name"],
    "groupId": ["group", "site id"],
    "groupName": ["site name"],
    "broadworksUserId": ["login", "login name", "user id", "username", "user", "sip user", "sip address"],
    "userName": ["name", "full name", "display name", "employee", "employee name"],
    "licenses": ["licences", "license", "licence", "package", "packages", "product", "products", "plan"],
    "state": ["status", "employment status", "active"],
  ]

  private static func isNamed(_ name: String, _ header: String) -> Bool {
    func fold(_ text: String) -> [Character] { text.lowercased().filter { $0.isLetter || $0.isNumber } }
    let folded = fold(header)
    return fold(name) == folded || usualNames[name]?.contains { fold($0) == folded } == true
      || folded.count > 5 && NearMiss.find(header, among: InputFormat.Column.names) == name
  }

  /// Whether only certain values have a meaning.
  private static func hasKnownValues(_ name: String) -> Bool { name == "licenses" || name == "state" }

  private static func fits(_ name: String, _ column: InputSurvey.Column) -> Bool {
    guard !column.values.isEmpty, !column.hasMoreValues || name == "broadworksUserId" else { return false }
    return column.values.keys.allSatisfy { value in
      switch name {
      case "licenses":
        LicenseList.read(value).faults.isEmpty
      case "state": UserRow.State(rawValue: value) != nil
      case "broadworksUserId":
        value.count { $0 == "@" } == 1 && value.first != "@" && value.last != "@"
          && !value.contains(where: \.isWhitespace)
      default: false
      }
    }
  }
}

extension MappingDraft {
  /// The mapping file: what was recognised, the rest as comments to fill in, and under `ignore`.
  public var yaml: String {
    let survey = survey
    var lines = [
      "# Which columns of the file a rollout takes, and what it makes of their values.",
      "# Written as a beginning: check each line, and fill in what has a # before it.",
    ]
    if let sheet = survey.format.sheet { lines.append("sheet: \(Self.word(sheet))") }
    if let row = survey.headerRow, row > 1 { lines.append("headerRow: \(row)") }
    lines.append("columns:")
    let joined = joinedNames
    for name in InputFormat.Column.names {
      let guess = guesses.first { $0.value.name == name }
      if let (place, guess) = guess {
        lines += self.lines(name, survey.columns[place], fits: guess.fits)
      } else if name == "userName", joined.count == 2 {
        let headers = joined.map { Self.word(survey.columns[$0].header) }
        lines.append("  userName: { join: [\(headers.joined(separator: ", "))] }")
      } else {
        lines += Self.placeholder(name)
      }
    }
    let taken = Set(guesses.filter { $0.value.fits }.keys).union(joined)
    var ignored: [String] = []
    for place in survey.columns.indices where !taken.contains(place) {
      let word = Self.word(survey.columns[place].header)
      let isEmptyColumn = survey.columns[place].header.isEmpty && survey.columns[place].filled == 0
      if !ignored.contains(word), !isEmptyColumn { ignored.append(word) }
    }
    lines.append(ignored.isEmpty ? "ignore: []" : "ignore:")
    lines += ignored.map { "  - \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The places of the columns with the first and the last name, if no other column is the name of the user.
  public var joinedNames: [Int] {
    if guesses.values.contains(where: { $0.name == "userName" }) { return [] }
    let first = ["firstname", "givenname", "forename"]
    let last = ["lastname", "surname", "familyname"]
    let places = [first, last].compactMap { words in
      survey.columns.indices.first { place in
        guesses[place] == nil && isUsable(place)
          && words.contains(survey.columns[place].header.lowercased().filter(\.isLetter))
      }
    }
    return places.count == 2 ? places : []
  }

  private func lines(_ name: String, _ column: InputSurvey.Column, fits: Bool) -> [String] {
    let header = Self.word(column.header)
    if fits {
      let values = column.values.keys
      let isSpaced = values.contains { $0.trimmingWhiteSpace != $0 }
      let source = isSpaced ? "{ column: \(header), spaces: trim }" : header
      let lacksDomain =
        name == "broadworksUserId" && !values.isEmpty && values.allSatisfy { !$0.contains("@") }
      return [
        "  \(name): \(source)"
          + (lacksDomain ? "   # add the domain: { column: \(header), suffix: \"@acme.example.com\" }" : "")
      ]
    }
    // What the values mean is for a person to say.
    let values = column.values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return [
      "  # Say what each value means, remove the # of these lines, and remove the column from ignore:",
      "  # \(name):", "  #   column: \(header)", "  #   map:",
    ]
      + values.prefix(20).map { value, count in
        "  #     \(Self.word(value)): \"\"   # \(count == 1 ? "1 row" : "\(count) rows")"
      } + (values.count > 20 || column.hasMoreValues ? ["  #     # and more"] : [])
  }

  private static func placeholder(_ name: String) -> [String] {
    switch name {
    case "serverHostName":
      ["  # serverHostName: { value: sp.example.com }   # required; the same for all rows"]
    case "resellerId", "groupId", "broadworksUserId", "userName":
      ["  # \(name): Column   # required"]
    default: []
    }
  }

  /// A text as YAML has it.
  private static func word(_ text: String) -> String {
    let isPlain =
      text.first?.isLetter == true && text.last != " "
      && text.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || " 0123456789_.@".unicodeScalars.contains($0))
      }
      && !["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    guard !isPlain else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || [0x2028, 0x2029, 0xFEFF].contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
