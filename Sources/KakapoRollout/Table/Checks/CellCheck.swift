import KakapoProvision
import XMLCore

/// Finds what is wrong with one value, without looking at the rest of the row.
enum CellCheck {
  /// A fault of a value.
  struct Fault: Hashable {
    /// What is wrong.
    var problem: String
    /// What to do.
    var remedy: String
  }

  /// Checks a value that is not empty.
  ///
  /// A fault is reported once: each rule gets the value with the earlier faults repaired.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - field: The column.
  /// - Returns: The faults, and the value without its invisible characters.
  static func check(_ value: String, of field: RowField) -> (faults: [Fault], cleaned: String) {
    var faults: [Fault] = []
    var cleaned = value
    let isPlain = InvisibleCharacters.isPlain(value)
    if !isPlain, field != .licenses { cleaned = trimmed(value, faults: &faults) }
    if let damage = SpreadsheetDamage.find(in: cleaned, of: field) { return (faults + [damage], cleaned) }
    if !isPlain {
      if field.parameter != nil { cleaned = onOneLine(cleaned, faults: &faults) }
      if let origin = Mojibake.repaired(cleaned) {
        return (faults + [mojibake(origin)], cleaned)
      }
      cleaned = visible(cleaned, field: field, faults: &faults)
      if cleaned.unicodeScalars.contains("\u{FFFD}") {
        faults.append(
          Fault(
            problem: "contains U+FFFD, which replaces a character that was lost when the file was converted",
            remedy: "Export the file again, as UTF-8."))
      }
      if let mixed = MixedAlphabets.find(in: cleaned, isIdentifier: field.isIdentifier) {
        faults.append(mixed)
      }
    }
    if !cleaned.isEmpty, let parameter = field.parameter {
      if let fault = address(cleaned, parameter) ?? refusal(of: cleaned, parameter) { faults.append(fault) }
      if let fault = length(of: cleaned, field) { faults.append(fault) }
    }
    return (faults, cleaned)
  }

  private static func mojibake(_ origin: String) -> Fault {
    Fault(
      problem: "is UTF-8 that a program read in another encoding",
      remedy: "It was probably \(Finding.visible(origin)). Export the file again, as UTF-8.")
  }

  private static func onOneLine(_ value: String, faults: inout [Fault]) -> String {
    guard value.utf8.contains(0xA) else { return value }
    faults.append(
      Fault(
        problem: "has a line break, which names and identifiers never have", remedy: "Write it on one line.")
    )
    return value.replacing("\n", with: " ")
  }

  private static func address(_ value: String, _ parameter: ParameterDescription) -> Fault? {
    parameter.kind == .userId ? UserAddress.find(in: value) : nil
  }

  private static func length(of value: String, _ field: RowField) -> Fault? {
    // There are never more code points than bytes.
    guard let limit = field.limit, value.utf8.count > limit, value.unicodeScalars.count > limit else {
      return nil
    }
    return Fault(
      problem: "has \(value.unicodeScalars.count) characters, but BroadWorks allows \(limit) here",
      remedy: "Check that it is the right value, or shorten it.")
  }

  private static func trimmed(_ value: String, faults: inout [Fault]) -> String {
    let scalars = value.unicodeScalars
    guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else {
      faults.append(
        Fault(problem: "is only white space", remedy: "Write a value or leave the cell empty."))
      return ""
    }
    guard start != scalars.startIndex || scalars.index(after: end) != scalars.endIndex else { return value }
    let edge = start == scalars.startIndex ? "ends" : "begins"
    faults.append(
      Fault(problem: "\(edge) with white space", remedy: "Remove it: values must match exactly."))
    return String(scalars[start...end])
  }

  private static func visible(_ value: String, field: RowField, faults: inout [Fault]) -> String {
    var kept = String.UnicodeScalarView()
    var found: [Unicode.Scalar] = []
    var previous: Unicode.Scalar?
    for scalar in value.unicodeScalars {
      if InvisibleCharacters.isInvisible(scalar, after: previous, isDisplayName: !field.isIdentifier)
        || isIllegalInXML(scalar)
      {
        found.append(scalar)
      } else {
        kept.append(scalar)
      }
      previous = scalar
    }
    guard let first = found.first(where: isIllegalInXML) ?? found.first else { return value }
    let name = InvisibleCharacters.name(of: first)
    let others = found.count > 1 ? " (and \(found.count - 1) more)" : ""
    if isIllegalInXML(first) {
      faults.append(
        Fault(
          problem: "contains \(name)\(others), which XML does not allow", remedy: "Remove it."))
    } else if first.properties.isWhitespace {
      faults.append(
        Fault(
          problem: "contains \(name)\(others), which is not an ordinary space",
          remedy: "Replace or remove it."))
    } else {
      faults.append(Fault(problem: "contains \(name)\(others), which is invisible", remedy: "Remove it."))
    }
    return String(kept)
  }

  private static func isIllegalInXML(_ scalar: Unicode.Scalar) -> Bool {
    !XMLCharacters.isLegal(scalar.value)
  }

  /// The fault of a value that the client would refuse.
  private static func refusal(of value: String, _ parameter: ParameterDescription) -> Fault? {
    do {
      try ParameterRules.check(value, of: parameter)
      return nil
    } catch {
      guard parameter.kind == .userId else {
        let reason = ProvisionError(error.inside(parameter.name)).reason
        return Fault(problem: "cannot be sent: \(reason)", remedy: error.advice)
      }
      return Fault(
        problem: "is not of the form name@domain",
        remedy: value.utf8.contains(UInt8(ascii: "@"))
          ? "Write one @ between a name and a domain, and no spaces." : "Add the domain.")
    }
  }
}

/// Recognises ordinary values, which are most of them, by one look at their bytes.
///
/// An ordinary value breaks no rule. All rules check every other value, so this type only saves time.
enum OrdinaryText {
  /// Whether a value is ordinary.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - field: The column.
  /// - Returns: Whether the value is ordinary.
  static func holds(_ value: String, in field: RowField) -> Bool {
    guard let limit = field.limit else { return false }
    let result = value.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.count <= limit && (field == .broadworksUserId ? isUserId(bytes) : isName(bytes))
    }
    return result ?? false
  }

  /// Letters with blanks and the punctuation of names between them, and no word that may be `NULL` or
  /// similar.
  private static func isName(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last, isLetter(first), last != 0x20 else { return false }
    var isWordStart = true
    for (position, byte) in bytes.enumerated() {
      if isLetter(byte) {
        if isWordStart, mayBeMissingValue(bytes, at: position) { return false }
        isWordStart = false
      } else {
        guard
          byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "'")
        else { return false }
        isWordStart = true
      }
    }
    return true
  }

  /// A user ID with a domain of several parts, whose name is a telephone number or begins with a letter.
  private static func isUserId(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0 else { return false }
    let name = bytes[..<at]
    let number = bytes[0] == UInt8(ascii: "+") ? name.dropFirst() : name
    if !number.allSatisfy(isDigit) {
      guard isLetter(bytes[0]), !mayBeMissingValue(bytes, at: 0),
        name.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: ".") || isDash($0) })
      else { return false }
    }
    var isPartStart = true
    var parts = 1
    for byte in bytes[(at + 1)...] {
      if byte == UInt8(ascii: ".") {
        if isPartStart { return false }
        isPartStart = true
        parts += 1
      } else {
        guard isLetter(byte) || isDigit(byte) || isDash(byte) else { return false }
        isPartStart = false
      }
    }
    return !isPartStart && parts > 1
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
  private static func isDash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") }

  /// Whether a word begins as NULL, None, nan, nil, undefined or FALSE do.
  private static func mayBeMissingValue(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
    let second = position + 1 < bytes.count ? bytes[position + 1] | 0x20 : 0
    return switch bytes[position] | 0x20 {
    case UInt8(ascii: "n"): "aiou".utf8.contains(second)
    case UInt8(ascii: "u"): second == UInt8(ascii: "n")
    case UInt8(ascii: "f"): second == UInt8(ascii: "a")
    default: false
    }
  }
}
