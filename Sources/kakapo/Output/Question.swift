import ArgumentParser
import Foundation

/// Asks a person at the terminal.
enum Question {
  /// Asks a yes-or-no question and waits for the answer.
  ///
  /// It asks only where a person can answer: standard input is a terminal, and this process is in the foreground.
  /// The system would stop a background process that reads. The question goes to the terminal itself, so that it is
  /// visible when the output goes elsewhere.
  ///
  /// - Parameters:
  ///   - question: The question, without the choice of answers.
  ///   - ignoresEarlierInput: Whether to ignore what was typed before the question; `false` by default.
  ///   - isGivenUp: Called while there is no answer; `true` ends the wait, and the answer is no.
  /// - Returns: Whether the answer is yes; anything else is a no, including the end of the input. `nil` when no
  ///   person can be asked.
  static func ask(_ question: String, ignoresEarlierInput: Bool = false, isGivenUp: () -> Bool = { false })
    -> Bool?
  {
    guard canAsk else { return nil }
    let terminal = open("/dev/tty", O_WRONLY | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
    if ignoresEarlierInput { tcflush(STDIN_FILENO, TCIFLUSH) }
    guard (try? handle.write(contentsOf: Data("\(Printable.line(question)) [y/N] ".utf8))) != nil else {
      return nil
    }
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while case let count = poll(&input, 1, 100), count == 0 || count < 0 && errno == EINTR {
      guard isGivenUp() else { continue }
      try? handle.write(contentsOf: Data("\n".utf8))
      return false
    }
    let answer = line().trimmingCharacters(in: .whitespaces).lowercased()
    return answer == "y" || answer == "yes"
  }

  /// Whether a person can answer.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp() }

  /// Asks before a deletion.
  ///
  /// - Parameter question: The question, without the choice of answers.
  /// - Throws: `ExitCode` unless the answer is yes.
  static func confirm(_ question: String) throws {
    switch ask(question) {
    case true?: return
    case false?: Report.complain("Nothing was changed.")
    case nil: Report.complain("Nothing was changed: there is no terminal to ask. Add --yes.")
    }
    throw ExitStatus.declined.exitCode
  }

  /// Reads to the end of the line, and keeps at most 100 bytes.
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

/// The terminal of the command, if there is one.
enum Terminal {
  /// The current columns of the terminal at a descriptor; `nil` when they are unknown.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Asks for a secret without showing the input.
  ///
  /// - Parameter prompt: The prompt.
  /// - Returns: The line, or `nil` when there is no terminal.
  /// - Throws: `CocoaError` when the input is empty.
  static func ask(_ prompt: String) throws -> String? {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else { return nil }
    let original = settings
    // Reads Control-C as a character, because a signal would leave the terminal without echo.
    settings.c_lflag &= ~tcflag_t(ECHO | ISIG)
    guard tcsetattr(terminal, TCSAFLUSH, &settings) == 0 else { return nil }
    defer {
      var original = original
      tcsetattr(terminal, TCSAFLUSH, &original)
      handle.write(Data("\n".utf8))
    }
    handle.write(Data(prompt.utf8))
    var line = Data()
    while let byte = try handle.read(upToCount: 1), !byte.isEmpty, byte != Data([0x0A]) {
      if byte == Data([0x03]) { throw ValidationError("Nothing was sent: the prompt was cancelled.") }
      line += byte
    }
    guard let text = String(data: line, encoding: .utf8) else {
      throw ValidationError("The typed text is not UTF-8.")
    }
    return text
  }
}

/// The environment variables that have a value.
enum Environment {
  static subscript(name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
