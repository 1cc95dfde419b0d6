/// An identifier that a spreadsheet or a program took for a number, as the program writes it.
struct ConvertedNumber {
  private enum Form {
    case exponent(String)
    case fraction(String)
    case grouped(String)
  }

  private let form: Form

  /// Reads a value; `nil` when it isn't a number, or when an identifier could look the same.
  ///
  /// - Parameter value: The value.
  init?(_ value: Substring) {
    let bytes = Array(value.utf8.prefix(41))
    guard bytes.count <= 40, bytes.allSatisfy({ Self.isDigit($0) || "+-.,eE".utf8.contains($0) }) else {
      return nil
    }
    let parts = bytes.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
    var mantissa = parts[0]
    let isNegative = mantissa.first == UInt8(ascii: "-")
    if isNegative { mantissa = mantissa.dropFirst() }
    let sign = isNegative ? "-" : ""
    if parts.count == 2 {
      guard let number = Self.withExponent(mantissa, parts[1]) else { return nil }
      form = .exponent(sign + number)
    } else if let number = Self.withFraction(mantissa) {
      form = .fraction(sign + number)
    } else if let number = Self.withGroups(mantissa) {
      form = .grouped(sign + number)
    } else {
      return nil
    }
  }

  /// The fault to report for the value.
  func fault(of field: RowField) -> CellCheck.Fault {
    switch form {
    case .exponent(let origin):
      CellCheck.Fault(
        problem: "is a long number that a spreadsheet shortened",
        remedy: "It was probably \(origin), or a number that begins like it. "
          + "Format the column as text and enter the number again.")
    case .fraction(let origin):
      CellCheck.Fault(
        problem: "is a number with a fraction, as programs make from identifiers",
        remedy: "It was probably \(origin), perhaps with zeros before it.")
    case .grouped(let origin):
      CellCheck.Fault(
        problem: "is a number with separators between its digits", remedy: "It was probably \(origin).")
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
  private static func isPoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
  }

  private static func areDigits(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy(isDigit)
  }

  private static func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// `4.41E+11`, `1.2e5`: an identifier such as `12E4` has no sign in the exponent and no point.
  private static func withExponent(_ mantissa: ArraySlice<UInt8>, _ exponent: ArraySlice<UInt8>) -> String? {
    let parts = mantissa.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: isPoint)
    let isSigned = exponent.first == UInt8(ascii: "+") || exponent.first == UInt8(ascii: "-")
    let digits = isSigned ? exponent.dropFirst() : exponent
    guard parts.allSatisfy(areDigits), areDigits(digits), isSigned || parts.count == 2,
      let power = Int(text(exponent.first == UInt8(ascii: "+") ? digits : exponent))
    else { return nil }
    let fraction = parts.count == 2 ? parts[1].count : 0
    guard power >= fraction, power < 40 else { return text(mantissa) + "e" + text(exponent) }
    return text(parts.joined()) + String(repeating: "0", count: power - fraction)
  }

  /// `1207.0`, and `1206.9999999999998` for 1207.
  private static func withFraction(_ bytes: ArraySlice<UInt8>) -> String? {
    let parts = bytes.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: isPoint)
    guard parts.count == 2, areDigits(parts[0]), areDigits(parts[1]) else { return nil }
    if parts[1].allSatisfy({ $0 == UInt8(ascii: "0") }) {
      // 1,000 is a thousand where the comma groups digits.
      let isThousand = parts[1].count == 3 && bytes.contains(UInt8(ascii: ","))
      return isThousand ? nil : text(parts[0])
    }
    guard parts[1].count >= 9, let number = Double(text(parts[0]) + "." + text(parts[1])),
      number < 1e15
    else { return nil }
    return String(Int(number.rounded()))
  }

  /// `1,207` and `1.207,00`.
  private static func withGroups(_ bytes: ArraySlice<UInt8>) -> String? {
    let comma = UInt8(ascii: ",")
    let point = UInt8(ascii: ".")
    for (separator, mark) in [(comma, point), (point, comma)] {
      let parts = bytes.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == mark }
      let groups = parts[0].split(omittingEmptySubsequences: false) { $0 == separator }
      // 1.207 may be an identifier with parts; 1.207,00 cannot.
      guard groups.count > 1, separator == comma || parts.count == 2, groups.allSatisfy(areDigits),
        groups[0].count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }),
        parts.dropFirst().allSatisfy(areDigits)
      else { continue }
      return text(groups.joined())
    }
    return nil
  }
}
