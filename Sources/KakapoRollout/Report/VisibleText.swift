import XMLCore

extension String {
  /// The text with everything visible that would steer a terminal, a browser or the reader's eye: control
  /// characters, line and paragraph separators, and the invisible ones that turn the direction of writing.
  package var visible: String {
    unicodeScalars.contains(where: \.isInvisible)
      ? unicodeScalars.map { $0.isInvisible ? $0.escaped(asASCII: true) : String($0) }.joined() : self
  }

  /// The text as it may stand in HTML, with everything visible.
  var inHTML: String { visible.escapedForHTML }
}

extension Unicode.Scalar {
  /// Whether it would steer a terminal, a browser or the reader's eye.
  package var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
