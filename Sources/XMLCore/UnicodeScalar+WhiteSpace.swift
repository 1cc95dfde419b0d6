extension Unicode.Scalar {
  /// What `properties.isWhitespace` says, which looks up even an ASCII letter in tables.
  package var isWhitespace: Bool {
    value < 0x80 ? value == 0x20 || 0x9...0xD ~= value : properties.isWhitespace
  }
}
