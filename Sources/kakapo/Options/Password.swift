import ArgumentParser
import Foundation

/// Reads the password from a file, the environment, or a prompt.
///
/// It is never an argument.
enum Password {
  /// A password and its source; the source is `nil` if a person typed it.
  struct Found {
    let text: String
    let source: String?
  }

  /// Reads the password of a user.
  ///
  /// - Parameters:
  ///   - file: A file whose first line is the password, if given.
  ///   - userName: The user, for the prompt.
  /// - Returns: The password.
  /// - Throws: `ValidationError` when there is no password.
  static func read(file: String?, userName: String) throws -> Found {
    if let file { return Found(text: try firstLine(ofFile: file), source: file) }
    if let password = Environment["KAKAPO_PASSWORD"] {
      return Found(text: password, source: "KAKAPO_PASSWORD")
    }
    guard let password = try Terminal.ask("Password of \(userName): ") else {
      throw ValidationError(
        "No password. Set KAKAPO_PASSWORD, give --password-file FILE, or run in a terminal.")
    }
    return Found(text: password, source: nil)
  }

  /// The beginning of a file with its first line, at most 64 KiB; the file may be a pipe.
  private static func beginning(ofFile path: String) -> Data? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    var data = Data()
    do {
      while data.count < 1 << 16, !data.contains(0x0A), let piece = try handle.read(upToCount: 4096),
        !piece.isEmpty
      { data += piece }
    } catch {
      return nil
    }
    return data
  }

  /// The first line of a file, without its end.
  static func firstLine(ofFile path: String) throws -> String {
    guard let data = beginning(ofFile: path) else {
      throw ValidationError("The file \(path) cannot be read.")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ValidationError("The file \(path) is not UTF-8 text.")
    }
    let line = text.prefix { !$0.isNewline }
    guard !line.isEmpty else { throw ValidationError("The first line of \(path) is empty.") }
    return String(line)
  }
}

/// A sign that a file, a shell or a copy has changed a user name or a password.
enum LoginOddity {
  case quotes, whiteSpaceBefore, whiteSpaceBehind, noBreakSpace, carriageReturn, invisible

  private static let pairs: [(first: Character, last: Character)] = [
    ("\"", "\""), ("'", "'"), ("`", "`"), ("\u{201C}", "\u{201D}"), ("\u{201E}", "\u{201C}"),
    ("\u{2018}", "\u{2019}"), ("\u{AB}", "\u{BB}"),
  ]

  /// Looks for such a sign in a text; `nil` when there is none.
  init?(_ text: String) {
    // The client refuses a text of only white space.
    guard let first = text.first, let last = text.last, !text.allSatisfy(\.isWhitespace) else { return nil }
    let scalars = text.unicodeScalars
    if text.count > 1, LoginOddity.pairs.contains(where: { $0.first == first && $0.last == last }) {
      self = .quotes
    } else if scalars.contains("\r") {
      self = .carriageReturn
    } else if scalars.contains(where: { ["\u{A0}", "\u{202F}", "\u{2007}"].contains($0) }) {
      self = .noBreakSpace
    } else if first.isWhitespace {
      self = .whiteSpaceBefore
    } else if last.isWhitespace {
      self = .whiteSpaceBehind
    } else if scalars.contains(where: { [.control, .format].contains($0.properties.generalCategory) }) {
      self = .invisible
    } else {
      return nil
    }
  }

  /// The problem in words, without the text.
  var words: String {
    switch self {
    case .quotes: "has quotation marks around it"
    case .whiteSpaceBefore: "begins with white space"
    case .whiteSpaceBehind: "ends with white space"
    case .noBreakSpace: "has a no-break space in it"
    case .carriageReturn: "has a carriage return in it, as in the line ends of a Windows file"
    case .invisible: "has an invisible character in it"
    }
  }
}
