import Testing

@testable import XMLCore

@Suite struct UTF8ValidationTests {
  // Longer than two of the blocks that are checked at once.
  private static let offsets = 0...70

  @Test(arguments: ["ä", "€", "\u{FFFD}", "😀", "\u{10FFFF}"])
  func charactersAreReadInEveryPlace(_ text: String) {
    for offset in Self.offsets {
      let bytes = Self.surrounded(Array(text.utf8), at: offset)
      #expect(Self.firstInvalid(in: bytes) == nil, "at \(offset)")
    }
  }

  @Test(
    arguments: [
      [0x00], [0x80], [0xFF], [0xC1, 0xBF], [0xC3, 0x28], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
      [0xE2, 0x82, 0x28], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x98, 0x28],
    ] as [[UInt8]])
  func invalidUTF8IsFoundAtItsPlace(_ fault: [UInt8]) {
    for offset in Self.offsets {
      let bytes = Self.surrounded(fault, at: offset)
      #expect(Self.firstInvalid(in: bytes) == offset)
      #expect(String(validating: bytes, as: UTF8.self) == nil || fault == [0])
    }
  }

  @Test(arguments: ["ä", "€", "😀"])
  func aCharacterCutOffAtTheEndIsInvalid(_ text: String) {
    for offset in Self.offsets {
      let bytes = Self.surrounded(Array(text.utf8), at: offset).prefix(offset + text.utf8.count - 1)
      #expect(Self.firstInvalid(in: Array(bytes)) == offset)
    }
  }

  private static func surrounded(_ bytes: [UInt8], at offset: Int) -> [UInt8] {
    let plain = UInt8(ascii: "a")
    return Array(repeating: plain, count: offset) + bytes + Array(repeating: plain, count: 40)
  }

  private static func firstInvalid(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { UTF8Validation.firstInvalid(in: $0) }
  }
}
