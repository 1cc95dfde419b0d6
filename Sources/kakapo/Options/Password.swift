import ArgumentParser
import Foundation

/// Where the password comes from: a file, the environment, or a prompt.
///
/// Never an argument.
enum Password {
  /// Reads the password of a user.
  ///
  /// - Parameters:
  ///   - file: A file whose first line is the password, if one was named.
  ///   - userName: Whose password, for the prompt.
  /// - Returns: The password.
  /// - Throws: `ValidationError` when there is none to be had.
  static func read(file: String?, userName: String) throws -> String {
    if let file { return try firstLine(ofFile: file) }
    if let password = Environment["KAKAPO_PASSWORD"] { return password }
    guard let password = try Terminal.ask("Password of \(userName): ") else {
      throw ValidationError(
        "There is no password: set KAKAPO_PASSWORD, give --password-file FILE, or run in a terminal.")
    }
    return password
  }

  /// The first line of a file, without its end.
  static func firstLine(ofFile path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
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
