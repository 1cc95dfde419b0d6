/// A text from outside with its escapes removed, layer by layer, and the source of each unit.
///
/// JSON in an HTML page has two layers, and so does a value that was encoded twice for a URL.
struct EscapedText {
  /// The maximum number of layers that are removed.
  static let layers = 3

  private(set) var units: [UInt16]
  /// The source of each unit, after a layer has been removed.
  private var sources: [Range<Int>]?
  private let isBytes: Bool

  /// - Parameters:
  ///   - units: Bytes of a text, or UTF-16 code units.
  ///   - isBytes: Whether the units are bytes.
  init(_ units: [UInt16], isBytes: Bool) {
    self.units = units
    self.isBytes = isBytes
  }

  /// The range in the original that a part of the text comes from.
  func source(of range: Range<Int>) -> Range<Int> {
    guard let sources else { return range }
    return sources[range.lowerBound].lowerBound..<sources[range.upperBound - 1].upperBound
  }

  /// Removes one layer of escapes.
  ///
  /// - Returns: Whether there was one.
  mutating func unescape() -> Bool {
    guard units.contains(where: EscapedText.escapeStarts.contains) else { return false }
    var (result, places) = ([UInt16](), [Range<Int>]())
    result.reserveCapacity(units.count)
    places.reserveCapacity(units.count)
    var position = 0
    var hasChanged = false
    while position < units.count {
      let (decoded, length) = escape(at: position) ?? ([units[position]], 1)
      hasChanged = hasChanged || length > 1
      let source = source(of: position..<position + length)
      result += decoded
      places += Array(repeating: source, count: decoded.count)
      position += length
    }
    (units, sources) = (result, places)
    return hasChanged
  }

  private static let escapeStarts = UnitSet("%&\\")
  private static let entities: [String: UInt32] = [
    "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27,
  ]

  /// The units that the escape at a position encodes, and its length.
  private func escape(at position: Int) -> ([UInt16], Int)? {
    switch units[position] {
    case 0x25: return number(at: position + 1, 2, radix: 16).map { ([UInt16($0)], 3) }
    case 0x26: return reference(at: position)
    case 0x5C:
      guard position + 1 < units.count else { return nil }
      switch units[position + 1] {
      case 0x75: return number(at: position + 2, 4, radix: 16).map { (encoded($0), 6) }
      case 0x78: return number(at: position + 2, 2, radix: 16).map { ([UInt16($0)], 4) }
      case 0x30...0x33: return number(at: position + 1, 3, radix: 8).map { ([UInt16($0)], 4) }
      case 0x22, 0x27, 0x2F, 0x5C: return ([units[position + 1]], 2)
      default: return nil
      }
    default: return nil
    }
  }

  private func reference(at position: Int) -> ([UInt16], Int)? {
    let end = units[position...].prefix(12).firstIndex(of: 0x3B)
    guard let end else { return nil }
    let name = String(decoding: units[position + 1..<end], as: UTF16.self).lowercased()
    let length = end + 1 - position
    if let value = EscapedText.entities[name] { return (encoded(value), length) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.map { (encoded($0), length) }
  }

  private func number(at start: Int, _ digits: Int, radix: Int) -> UInt32? {
    guard start + digits <= units.count else { return nil }
    return UInt32(String(decoding: units[start..<start + digits], as: UTF16.self), radix: radix)
  }

  /// A character in the encoding of the text; half of a surrogate pair stays as it is.
  private func encoded(_ value: UInt32) -> [UInt16] {
    guard let scalar = Unicode.Scalar(value) else { return [UInt16(truncatingIfNeeded: value)] }
    return isBytes ? String(scalar).utf8.map { UInt16($0) } : Array(String(scalar).utf16)
  }
}

/// A set of bytes or UTF-16 code units to scan a text for.
///
/// The set has all units from 256 on, or none of them.
struct UnitSet: Sendable {
  private var members = [Bool](repeating: false, count: 257)

  init(_ units: some Sequence<UInt16>) {
    for unit in units { members[UnitSet.index(of: unit)] = true }
  }

  /// - Parameter letters: ASCII characters.
  init(_ letters: String) {
    self.init(letters.utf8.lazy.map { UInt16($0) })
  }

  /// The union of sets.
  init(_ sets: some Sequence<UnitSet>) {
    for set in sets {
      for index in members.indices where set.members[index] { members[index] = true }
    }
  }

  func contains(_ unit: UInt16) -> Bool { members[UnitSet.index(of: unit)] }

  private static func index(of unit: UInt16) -> Int { unit < 256 ? Int(unit) : 256 }

  /// The ASCII letters and digits.
  static let alphanumericLetters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
}
