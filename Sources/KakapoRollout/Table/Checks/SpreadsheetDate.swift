/// Recognises dates and times in the forms of spreadsheets and programs.
struct SpreadsheetDate {
  /// The probable content of the cell before a spreadsheet took it for a date; `nil` when it is unknown.
  let origin: String?

  private enum Token: Hashable {
    case number(Int, digits: Int)
    case word(String)
    case mark(Unicode.Scalar)
  }

  /// Reads a value; `nil` when it isn't a date or a time.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - isIdentifier: Whether it is an identifier. In a name, `5 March` may be intended.
  init?(_ value: String, isIdentifier: Bool) {
    guard value.utf8.count <= 100, value.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return nil }
    var reader = Reader(Self.tokens(of: value))
    guard let parts = reader.date() else {
      guard reader.time() else { return nil }
      origin = nil
      return
    }
    let isComplete = parts.hasYear || parts.isShort && (isIdentifier || parts.isHyphenated)
    guard reader.time() || reader.isAtEnd && isComplete else { return nil }
    origin =
      parts.day > 0 && parts.month > 0 ? "\(parts.month)-\(parts.day) or \(parts.day)/\(parts.month)" : nil
  }

  private static func tokens(of value: String) -> [Token] {
    var tokens: [Token] = []
    var rest = value.unicodeScalars[...]
    while let first = rest.first {
      if "0"..."9" ~= first {
        let digits = rest.prefix { "0"..."9" ~= $0 }
        tokens.append(.number(Int(String(digits)) ?? Int.max, digits: digits.count))
        rest = rest.dropFirst(digits.count)
      } else if first.properties.isAlphabetic {
        let word = rest.prefix { $0.properties.isAlphabetic }
        tokens.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else {
        tokens.append(.mark(first))
        rest = rest.dropFirst()
      }
    }
    return tokens
  }
}

extension SpreadsheetDate {
  private struct Parts {
    var day = 0
    var month = 0
    var hasYear = false
    /// Whether it has one of the two forms into which a spreadsheet turns date-like text: 3-May, May-24.
    var isShort = false
    var isHyphenated = false
  }

  private struct Reader {
    private let tokens: [Token]
    private var position = 0

    init(_ tokens: [Token]) { self.tokens = tokens }

    var isAtEnd: Bool { position == tokens.count }

    /// Steps over a date.
    mutating func date() -> Parts? {
      let start = self
      if word(Self.weekdays) { while skip(",") || skip(".") || skip(" ") {} }
      let parts =
        attempt { $0.numeric() } ?? attempt { $0.eastAsian() } ?? attempt { $0.dayFirst() }
        ?? attempt { $0.monthFirst() } ?? attempt { $0.compact() }
      if parts == nil { self = start }
      return parts
    }

    private mutating func attempt(_ form: (inout Reader) -> Parts?) -> Parts? {
      var reader = self
      guard let parts = form(&reader) else { return nil }
      self = reader
      return parts
    }

    /// Steps over a time of day and what follows it: seconds, a zone, a year.
    mutating func time() -> Bool {
      let isBehindDate = position > 0
      if isBehindDate {
        while skip(",") || skip(" ") {}
        _ = word(["t"])
      }
      guard let hours = number(upTo: 2), hours < 25, skip(":"), let minutes = digits(), minutes.count == 2,
        minutes.value < 60
      else { return false }
      guard !isBehindDate else { return true }
      if skip(":"), number(upTo: 2) == nil { return false }
      if skip("."), digits() == nil { return false }
      _ = skip(" ")
      _ = word(["am", "pm"])
      return isAtEnd
    }

    private mutating func numeric() -> Parts? {
      guard let first = digits(), let mark = anyMark("-/."), let second = digits(),
        skip(mark), let third = digits()
      else { return nil }
      let isYearFirst = first.count == 4
      let year = isYearFirst ? first : third
      let (one, two) = isYearFirst ? (second, third) : (first, second)
      guard one.count <= 2, two.count <= 2, isYearFirst || 1...31 ~= max(one.value, two.value),
        min(one.value, two.value) <= 12, max(one.value, two.value) <= 31, !isYearFirst || one.value <= 12,
        // With points, the day comes first everywhere.
        mark != "." || isYearFirst || two.value <= 12
      else { return nil }
      switch (year.count, mark) {
      case (4, _): guard 1000...2999 ~= year.value else { return nil }
      case (2, "/"): break
      // 1.2.34 is more often a number with parts than a date.
      case (2, "."): guard one.count == 2, two.count == 2 else { return nil }
      default: return nil
      }
      let isMonthFirst = isYearFirst || two.value > 12
      return Parts(
        day: isMonthFirst ? two.value : one.value, month: isMonthFirst ? one.value : two.value, hasYear: true)
    }

    private mutating func eastAsian() -> Parts? {
      var parts = Parts()
      guard var value = number(upTo: 4) else { return nil }
      if word(["年", "년"]) {
        parts.hasYear = true
        _ = skip(" ")
        guard let month = number(upTo: 2) else { return nil }
        value = month
      }
      guard 1...12 ~= value, word(["月", "월"]) else { return nil }
      parts.month = value
      parts.isShort = true
      _ = skip(" ")
      if let day = number(upTo: 2) {
        guard word(["日", "일"]) else { return nil }
        parts.day = day
      }
      return parts.hasYear || parts.day > 0 ? parts : nil
    }

    private mutating func dayFirst() -> Parts? {
      guard let day = number(upTo: 2), day <= 31 else { return nil }
      let mark = separator()
      guard let month = month() else { return nil }
      var parts = Parts(
        day: day, month: month.number, isShort: mark != nil && month.isUsual, isHyphenated: mark == "-")
      parts.hasYear = year(behind: mark)
      return parts
    }

    private mutating func monthFirst() -> Parts? {
      guard let month = month(), let mark = separator(), let number = digits(),
        number.count <= 2 || number.count == 4
      else { return nil }
      // A single digit after a blank counts something: Jan 2.
      let isShort = month.isUsual && (mark == "-" || number.count > 1) && mark != "/"
      var parts = Parts(
        day: number.value, month: month.number, isShort: isShort, isHyphenated: mark == "-")
      if number.count <= 2, number.value <= 31 {
        _ = skip(",")
        parts.hasYear = year(behind: nil)
      }
      return parts
    }

    /// `20240305T000000Z`.
    private mutating func compact() -> Parts? {
      guard let date = digits(), date.count == 8, word(["t"]), let time = digits(),
        time.count == 6, 1...12 ~= date.value / 100 % 100, 1...31 ~= date.value % 100
      else { return nil }
      position = tokens.count
      return Parts(day: date.value % 100, month: date.value / 100 % 100, hasYear: true)
    }

    private func peek() -> Token? { position < tokens.count ? tokens[position] : nil }

    private mutating func skip(_ mark: Unicode.Scalar) -> Bool {
      guard peek() == .mark(mark) else { return false }
      position += 1
      return true
    }

    private mutating func anyMark(_ marks: String) -> Unicode.Scalar? {
      marks.unicodeScalars.first { skip($0) }
    }

    /// The separator of a day and a month.
    private mutating func separator() -> Unicode.Scalar? {
      let mark = anyMark("-/. ")
      if mark == "." || mark == " " { _ = skip(" ") }
      return mark
    }

    private mutating func digits() -> (value: Int, count: Int)? {
      guard case .number(let value, let count)? = peek() else { return nil }
      position += 1
      return (value, count)
    }

    private mutating func number(upTo count: Int) -> Int? {
      guard case .number(let value, let digits)? = peek(), digits <= count else { return nil }
      position += 1
      return value
    }

    private mutating func word(_ words: Set<String>) -> Bool {
      guard case .word(let word)? = peek(), words.contains(word.lowercased()) else { return false }
      position += 1
      return true
    }

    private mutating func month() -> (number: Int, isUsual: Bool)? {
      guard case .word(let word)? = peek(),
        let number = Months.usual[word] ?? Months.usual[word.lowercased()] ?? Months.rare[word.lowercased()]
      else { return nil }
      position += 1
      return (number, Months.usual[word] != nil)
    }

    private mutating func year(behind mark: Unicode.Scalar?) -> Bool {
      var attempt = self
      if let mark, mark != "." {
        guard attempt.skip(mark) else { return false }
      } else {
        while attempt.skip(" ") || attempt.skip(".") {}
      }
      guard let year = attempt.digits(), year.count == 2 || year.count == 4, attempt.peek() != .mark(":")
      else { return false }
      self = attempt
      return true
    }

    private static let weekdays: Set<String> = [
      "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday",
      "saturday", "sunday",
    ]
  }
}

/// The names of months in the most common languages of spreadsheets, as spreadsheets write them.
enum Months {
  /// The names that are enough for a date of two parts, such as `03-May`.
  ///
  /// They have capitals only where a spreadsheet writes them: `MAR-01` is a place.
  static let usual = table(
    "jan Jan january January januar Januar janvier janv enero ene januari",
    "feb Feb february February februar Februar février févr febrero februari",
    "mar Mar march March märz März mär Mär mrz Mrz mars marzo maart mrt",
    "apr Apr april April avril avr abril abr",
    "may May mai Mai mayo mei maj", "jun Jun june June juni Juni juin junio",
    "jul Jul july July juli Juli juillet juil julio", "aug Aug august August août agosto augustus augusti",
    "sep Sep sept Sept september September septembre septiembre",
    "oct Oct october October okt Okt oktober Oktober octobre octubre",
    "nov Nov november November novembre noviembre",
    "dec Dec december December dez Dez dezember Dezember décembre déc diciembre dic")

  /// Names that often mean something else; they need a year.
  static let rare = table(
    "gennaio gen janeiro styczeń sty", "febbraio fevereiro fev luty lut", "março marzec",
    "aprile kwiecień kwi",
    "maggio mag maio", "giugno giu junho czerwiec cze", "luglio lug julho lipiec lip", "ago sierpień sie",
    "settembre set setembro wrzesień wrz", "ottobre ott outubro out październik paź", "novembro listopad lis",
    "dicembre dezembro grudzień gru")

  private static func table(_ lines: String...) -> [String: Int] {
    var months: [String: Int] = [:]
    for (index, line) in lines.enumerated() {
      for name in line.split(separator: " ") { months[String(name)] = index + 1 }
    }
    return months
  }
}
