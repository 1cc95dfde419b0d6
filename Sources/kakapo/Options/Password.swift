import ArgumentParser
import Foundation

/// Where the password comes from: a file, the environment, or a prompt.
///
/// Never an argument.
enum Password {
  /// A password and where it is from; `nil` when somebody typed it.
  struct Found {
    let text: String
    let source: String?
  }

  /// Reads the password of a user.
  ///
  /// - Parameters:
  ///   - file: A file whose first line is the password, if one was named.
  ///   - userName: Whose password, for the prompt.
  /// - Returns: The password.
  /// - Throws: `ValidationError` when there is none to be had.
  static func read(file: String?, userName: String) throws -> Found {
    if let file { return Found(text: try firstLine(ofFile: file), source: file) }
    if let password = Environment["KAKAPO_PASSWORD"] {
      return Found(text: password, source: "KAKAPO_PASSWORD")
    }
    guard let password = try Terminal.ask("Password of \(userName): ") else {
      throw ValidationError(
        "There is no password: set KAKAPO_PASSWORD, give --password-file FILE, or run in a terminal.")
    }
    return Found(text: password, source: nil)
  }

  /// The first line of a file and what was read with it, at most 64 KiB; the file may be a pipe.
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
