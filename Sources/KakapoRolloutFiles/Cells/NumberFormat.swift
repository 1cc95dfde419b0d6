/// A number format of a workbook: the code that says how a number is shown.
struct NumberFormat: Equatable {
  /// A text and whether it is certain that a spreadsheet shows just this.
  struct Shown: Equatable {
    var text: String
    /// Why it isn't certain; `nil` if it is.
    var doubt: String?
  }

  /// A part of a format.
  enum Token: Equatable {
    /// A text that is shown as it is.
    case literal(String)
    /// A digit: `0` shows a zero, `#` nothing, `?` a blank where the number has none.
    case digit(Character)
    case point
    case comma
    case percent
    /// `E+` or `E-`.
    case exponent(showsPlus: Bool)
    /// The whole number without a format.
    case general
    /// The text of a cell.
    case text
    /// A part of a date or time: a letter of `ymdhs`, and how often it is there.
    case date(Character, Int)
    /// Hours, minutes or seconds that go on behind 24, 60 and 60.
    case elapsed(Character, Int)
    /// Digits of a second.
    case fraction(Int)
    /// `AM/PM` or `A/P`.
    case halfDay(isShort: Bool)
  }

  /// A part of the format for some numbers.
  struct Section: Equatable {
    var tokens: [Token] = []
    /// Why what it shows isn't certain.
    var doubt: String?

    var isDate: Bool {
      tokens.contains { token in
        switch token {
        case .date, .elapsed, .halfDay: true
        default: false
        }
      }
    }
  }

  /// For positive numbers, negative ones, zero and text, as far as they are there.
  let sections: [Section]

  private static let codeLimit = 1_000

  /// The format that shows a number without a format.
  static let general = NumberFormat(code: "General")

  /// Reads a format's code.
  ///
  /// - Parameter code: The code, such as `00000` or `yyyy\-mm\-dd;@`.
  init(code: String) {
    // Spreadsheets refuse longer ones.
    guard code.utf8.count <= Self.codeLimit else {
      sections = [Section(tokens: [.general], doubt: "has a format that is not understood")]
      return
    }
    var reader = FormatCodeReader(code)
    sections = reader.sections()
  }

  private init(code: String, doubt: String) {
    var sections = Self(code: code).sections
    for index in sections.indices { sections[index].doubt = doubt }
    self.sections = sections
  }

  /// A format that has no code in the workbook.
  ///
  /// - Parameter number: Its number.
  /// - Returns: The format; `nil` for a number without a meaning.
  static func builtIn(_ number: Int) -> NumberFormat? {
    if let code = codes[number] { return NumberFormat(code: code) }
    return switch number {
    case 14: NumberFormat(code: "yyyy-mm-dd", doubt: languageDoubt)
    case 22: NumberFormat(code: "yyyy-mm-dd h:mm", doubt: languageDoubt)
    // These are other formats in other languages.
    case 5...8, 23...36, 41...44, 50...81: NumberFormat(code: "General", doubt: languageDoubt)
    default: nil
    }
  }

  private static let languageDoubt = "has a format whose look depends on the language of the spreadsheet"

  private static let codes = [
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@",
  ]

  /// Whether the format shows a whole number as its digits alone.
  var showsPlainDigits: Bool {
    sections.count == 1 && sections[0].doubt == nil
      && [[.general], [.text], [.digit("0")], [.digit("#")]].contains(sections[0].tokens)
  }

  /// Shows a number.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - is1904: Whether the workbook counts days from 1904.
  /// - Returns: The text.
  func show(_ value: Double, is1904: Bool) -> Shown {
    guard var number = DecimalNumber(value) else { return Shown(text: "\(value)", doubt: "is not a number") }
    let numeric = sections.count > 3 ? Array(sections[..<3]) : sections
    let isSigned = numeric.count < 2 || value >= 0
    let section =
      if value < 0, numeric.count > 1 {
        numeric[1]
      } else if value == 0, numeric.count > 2 {
        numeric[2]
      } else {
        numeric.first ?? Section(tokens: [.general])
      }
    // An empty section hides a number, which would be lost without a word.
    if section.tokens.isEmpty, sections.count > 1 {
      return Shown(text: number.general, doubt: "is hidden by its format")
    }
    if section.isDate {
      var shown = DateText(value, is1904: is1904).show(section.tokens)
      shown.doubt = shown.doubt ?? section.doubt
      return shown
    }
    if !isSigned { number.isNegative = false }
    var shown = NumberText(number).show(section.tokens)
    shown.doubt = shown.doubt ?? section.doubt
    return shown
  }

  /// Shows a text.
  ///
  /// - Parameter text: The text of the cell.
  /// - Returns: What is shown.
  func show(_ text: String) -> Shown {
    let section = sections.count > 3 ? sections[3] : sections.last
    guard let section, section.tokens.contains(.text) else {
      // A fourth section without the text hides it.
      return Shown(
        text: text,
        doubt: sections.count > 3 ? "has a format that doesn't show its text" : nil)
    }
    var shown = ""
    for token in section.tokens {
      switch token {
      case .text: shown += text
      case .literal(let literal): shown += literal
      default: return Shown(text: text, doubt: "has a format that is not understood")
      }
    }
    return Shown(text: shown, doubt: section.doubt)
  }
}
