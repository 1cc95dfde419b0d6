extension Hasher {
  /// Adds the bytes of a text, for what is compared byte by byte.
  ///
  /// A text itself adds one value for all of its canonical equivalents. A hostile document could have any number of
  /// names that differ and hash alike.
  ///
  /// - Parameter text: The text.
  package mutating func combine(bytesOf text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    // No UTF-8 has this byte: texts side by side are not taken for one.
    combine(UInt8.max)
  }
}
