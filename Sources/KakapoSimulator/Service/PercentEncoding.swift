/// Decodes `application/x-www-form-urlencoded` text.
enum PercentEncoding {
  /// Decodes one name or value; a percent sign that introduces nothing stays as it is.
  static func decode(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "+"):
        decoded.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard
          index + 2 < bytes.count,
          let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
          let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
        else { fallthrough }
        decoded.append(UInt8(high << 4 | low))
        index += 2
      default:
        decoded.append(bytes[index])
      }
      index += 1
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Decodes a form; of two fields with the same name the first one counts.
  static func decodeForm(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { field in
      let pair = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (decode(pair[0]), pair.count > 1 ? decode(pair[1]) : "")
    }
  }
}
