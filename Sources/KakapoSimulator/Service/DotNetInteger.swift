/// Reads a number the way .NET's `XmlConvert.ToInt32` does.
enum DotNetInteger {
  enum Problem: Error {
    case malformed
    case outOfRange
  }

  /// Reads a number: an optional sign and decimal digits, with white space around them.
  static func parse(_ text: String) throws(Problem) -> Int32 {
    let trimmed = text.unicodeScalars.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
    var digits = trimmed[...]
    if let sign = digits.first, sign == "-" || sign == "+" { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { throw .malformed }
    var plain = String.UnicodeScalarView()
    plain.append(contentsOf: trimmed)
    guard let value = Int32(String(plain)) else { throw .outOfRange }
    return value
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }
}
