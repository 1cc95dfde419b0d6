import Foundation

/// Asks the person at the terminal.
enum Question {
  /// Asks a question that is answered with yes or no, and waits for the answer.
  ///
  /// It is asked only where somebody can answer: standard input is a terminal, and this process is in the
  /// foreground there; one in the background would be stopped when it reads. The question goes to the
  /// terminal itself, so that it is seen also when the output goes elsewhere.
  ///
  /// - Parameter question: The question, without the choice of answers.
  /// - Returns: Whether the answer was yes; anything else, the end of the input included, is a no. `nil`
  ///   when there is nobody to ask.
  static func ask(_ question: String) -> Bool? {
    guard isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return nil }
    let terminal = open("/dev/tty", O_WRONLY | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
    guard (try? handle.write(contentsOf: Data("\(Printable.line(question)) [y/N] ".utf8))) != nil else {
      return nil
    }
    let answer = line().trimmingCharacters(in: .whitespaces).lowercased()
    return answer == "y" || answer == "yes"
  }

  /// Asks before something is deleted.
  ///
  /// - Parameter question: The question, without the choice of answers.
  /// - Throws: `ExitCode` unless the answer was yes.
  static func confirm(_ question: String) throws {
    switch ask(question) {
    case true?: return
    case false?: Report.complain("Nothing was changed.")
    case nil: Report.complain("Nothing was changed: there is nobody to ask. Add --yes.")
    }
    throw ExitStatus.declined.exitCode
  }

  /// Reads to the end of the line, and keeps as much of it as an answer may need.
  private static func line() -> String {
    var line = Data()
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      guard count == 1, byte != UInt8(ascii: "\n") else { break }
      if line.count < 100 { line.append(byte) }
    }
    return String(decoding: line, as: UTF8.self)
  }
}
