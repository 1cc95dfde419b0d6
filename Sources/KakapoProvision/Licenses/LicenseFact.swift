import Foundation
import XMLCore

/// A value in an answer, and what it says about the licences beside it.
///
/// It is the value of an attribute or of an element without children.
struct LicenseFact: CustomStringConvertible {
  /// What a fact says about a licence.
  enum Verdict {
    /// It says nothing, or that the licence is held.
    case held
    /// It says explicitly that the licence isn't held: `<assigned>false</assigned>`, `<quantity>0</quantity>`.
    case notAssigned
    /// It says that the licence may not be held: `<status>Expired</status>`.
    case otherwise
    /// Its meaning is unclear: `<floating>false</floating>`.
    case unclear
  }

  let sense: LicenseSense
  let text: String
  let name: String
  var isAttribute = false

  /// What it says about a licence beside it.
  var verdict: Verdict {
    let value = Value(text)
    if sense.contains(.end) { return end(value) }
    if sense.contains(.available) { return value == .none ? .held : value == .no ? .unclear : .otherwise }
    if sense.isSuperset(of: [.otherwise, .user]) { return .held }  // A former owner.
    if sense.contains(.otherwise) { return [.none, .unset, .no].contains(value) ? .held : .otherwise }
    if sense.contains(.state) { return state(value) }
    if sense.contains(.start), case .date(let day) = value { return day > Value.today ? .otherwise : .held }
    if !sense.isDisjoint(with: [.held, .active]) { return holds(value) }
    if !sense.isDisjoint(with: [.number, .count]) { return number(value) }
    if value == .text, LicenseSense.saysOtherwise(text) { return .otherwise }
    let isKnown = !sense.contains(.unknown) || sense.isFact
    return isKnown || value != .yes && value != .no ? .held : .unclear
  }

  /// What it says about the licences in a list beside it, as a fact about the user does.
  ///
  /// Only facts about licences count there, and a number may be a number of anything.
  var verdictOnList: Verdict {
    let telling: LicenseSense = [.end, .available, .otherwise, .state, .held, .active, .start]
    if sense.isDisjoint(with: telling) || !sense.isDisjoint(with: [.number, .count]) { return .held }
    switch (Value(text), verdict) {
    case (.number, _), (_, .unclear): return .held
    case (_, let verdict): return verdict
    }
  }

  /// The fact as in the answer, shortened.
  var description: String {
    let text = text.trimmingXMLSpace
    let value = text.count > 60 ? text.prefix(60) + "…" : text
    return isAttribute ? "\(name)=\"\(value)\"" : "<\(name)>\(value)</\(name)>"
  }

  private func end(_ value: Value) -> Verdict {
    switch value {
    case .none, .unset, .no: .held
    case .date(let day): day > Value.today ? .held : .otherwise
    case .yes, .number, .text: .otherwise
    }
  }

  private func state(_ value: Value) -> Verdict {
    switch value {
    case .yes: .held
    case .text where LicenseSense.saysOtherwise(text): .otherwise
    case .text where LicenseWords(text).words.contains(where: LicenseFact.isGoodState): .held
    case .none, .unset, .no, .number, .date, .text: .unclear
    }
  }

  private static func isGoodState(_ word: String) -> Bool {
    let words: Set<String> = [
      "good", "licensed", "normal", "ok", "okay", "on", "permanent", "ready", "registered", "running",
      "success", "yes",
    ]
    return words.contains(word) || !(LicenseWords.senses[word] ?? []).isDisjoint(with: [.held, .active])
  }

  private func holds(_ value: Value) -> Verdict {
    switch value {
    case .yes, .number, .date: .held
    case .no: sense.contains(.held) ? .notAssigned : .otherwise
    case .none, .unset: sense.contains(.by) ? .held : .unclear
    // A flag such as `assigned` needs a known value; `assignedVia` doesn't.
    case .text: sense.isSubset(of: [.held, .active, .container]) ? state(value) : .held
    }
  }

  private func number(_ value: Value) -> Verdict {
    switch value {
    case .none, .yes: .held
    case .number(let number): number > 0 ? .held : .unclear
    case .no: .notAssigned
    case .unset, .date, .text: .unclear
    }
  }
}

extension LicenseFact {
  /// A value, classified by its kind.
  enum Value: Hashable {
    case none, yes, no
    case number(Double)
    /// A day in ISO 8601, such as `2030-12-31`; such texts can be compared as they are.
    case date(String)
    /// A day in the first or last years of the calendar; .NET uses such a day for "not set".
    case unset
    case text

    init(_ text: String) {
      let text = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
      switch text {
      case "", "null", "nil", "none", "n/a", "-": self = .none
      case "true", "yes", "y", "on", "1", "ja", "oui", "si": self = .yes
      case "false", "no", "n", "off", "0", "nein", "non": self = .no
      default:
        if let number = Double(text), number.isFinite {
          self = number == 0 ? .no : .number(number)
        } else if let day = Value.day(text) {
          self = day < "1901" || day > "9000" ? .unset : .date(day)
        } else {
          self = .text
        }
      }
    }

    /// The day at the start of a text: in ISO 8601, as 31.12.2030 or 12/31/2030, or as WCF writes it in JSON.
    private static func day(_ text: String) -> String? {
      if let day = text.prefixMatch(of: /\d{4}-\d\d-\d\d/)?.output { return String(day) }
      if let match = text.prefixMatch(of: /(\d\d?)[.\/](\d\d?)[.\/](\d{4})\b/) {
        // Only 31.12. and 12/31/ show which number is the month. Otherwise it may be either.
        let isMonthFirst = text.contains("/")
        let (day, month) = isMonthFirst ? (match.2, match.1) : (match.1, match.2)
        let digits = { (text: Substring) in text.count == 1 ? "0" + text : String(text) }
        return "\(match.3)-\(digits(month))-\(digits(day))"
      }
      guard let match = text.prefixMatch(of: /\/date\((-?\d{1,15})/), let milliseconds = Double(match.1)
      else { return nil }
      return Date(timeIntervalSince1970: milliseconds / 1000).ISO8601Format(.iso8601Date(timeZone: .gmt))
    }

    /// Today in UTC.
    static var today: String { Date().ISO8601Format(.iso8601Date(timeZone: .gmt)) }
  }
}
