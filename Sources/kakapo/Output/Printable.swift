/// Makes texts from outside safe for a terminal.
enum Printable {
  /// A text on one line, with control characters made visible: a server's answer must not steer a terminal.
  static func line(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
      default: String(scalar)
      }
    }.joined()
  }
}
