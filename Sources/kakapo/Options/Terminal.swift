import ArgumentParser
import Foundation

/// The terminal that the command was started from, if there is one.
enum Terminal {
  /// The columns at this moment of the terminal that a descriptor is connected to; `nil` when it does not tell.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Asks for a secret without showing what is typed.
  ///
  /// - Parameter prompt: What to ask.
  /// - Returns: The line that was typed, or `nil` when there is no terminal.
  /// - Throws: `CocoaError` when nothing was typed.
  static func ask(_ prompt: String) throws -> String? {
    let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else { return nil }
    let original = settings
    // Control-C must not leave the terminal without echo: it is read as a character.
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
      throw ValidationError("What was typed is not UTF-8 text.")
    }
    return text
  }
}
