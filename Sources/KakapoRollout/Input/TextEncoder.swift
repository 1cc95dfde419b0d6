/// Encodes text as the input was encoded.
enum TextEncoder {
  /// Encodes a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - encoding: The encoding.
  /// - Returns: The bytes, or `nil` when the encoding lacks a character.
  static func bytes(of text: String, in encoding: InputFormat.Encoding) -> [UInt8]? {
    switch encoding {
    case .utf8: return Array(text.utf8)
    case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .windows1252:
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.utf8.count)
      for scalar in text.unicodeScalars {
        guard let byte = Windows1252.byte(of: scalar) else { return nil }
        bytes.append(byte)
      }
      return bytes
    }
  }
}
