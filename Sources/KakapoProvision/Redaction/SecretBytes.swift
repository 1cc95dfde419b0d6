import Foundation

/// The bytes of a secret as a whole: in base64, in hexadecimal, or as a list of numbers.
struct SecretBytes: Sendable {
  /// The common base64 of each encoding of the secret, whatever is before and after it.
  private let cores: [[UInt16]]
  /// The bytes in the encodings that a server may use for its texts.
  private let encodings: [[UInt8]]

  init(_ text: String) {
    let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    var encodings = [Array(text.utf8), wide]
    if let latin = text.data(using: .isoLatin1), Array(latin) != encodings[0] {
      encodings.append(Array(latin))
    }
    // Fewer bytes occur in too many texts by chance.
    self.encodings = encodings.filter { $0.count > 3 }
    cores = self.encodings.flatMap { bytes in (0..<3).map { SecretBytes.core(of: bytes, behind: $0) } }
      .filter { $0.count > 4 }
  }

  /// The base64 characters that depend only on the secret, with a given number of bytes before it.
  private static func core(of bytes: [UInt8], behind count: Int) -> [UInt16] {
    let text = Data(Array(repeating: 0, count: count) + bytes).base64EncodedString()
    let first = (count * 8 + 5) / 6
    let last = (count + bytes.count) * 8 / 6
    return Array(text.utf16)[first..<max(first, last)].map { $0 }
  }

  /// The places of the secret in base64 or in numbers.
  func places(in text: [UInt16]) -> [Range<Int>] {
    guard !encodings.isEmpty else { return [] }
    return base64(in: text) + numbers(in: text, radix: 16) + numbers(in: text, radix: 10)
  }

  // MARK: Base64

  private func base64(in text: [UInt16]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    let shortest = cores.map(\.count).min() ?? 0
    for run in text.runs(of: SecretBytes.base64) where !cores.isEmpty && run.count >= shortest {
      // Map the URL alphabet to the MIME alphabet.
      let letters = text[run].map { $0 == 0x2D ? 0x2B : $0 == 0x5F ? 0x2F : $0 }
      for core in cores {
        if let found = letters.firstRange(of: core) {
          let start = run.lowerBound + max(0, found.lowerBound - 2)
          places.append(start..<min(run.upperBound, run.lowerBound + found.upperBound + 2))
        }
      }
    }
    return places
  }

  /// The characters of base64, in MIME or in a URL.
  private static let base64 = UnitSet(UnitSet.alphanumericLetters + "+/-_=")

  // MARK: Numbers

  /// The places where the bytes follow each other as numbers: `70 61 73`, `0x706173`, `112, 97, 115`.
  private func numbers(in text: [UInt16], radix: UInt8) -> [Range<Int>] {
    let bytes = NumberRun.all(in: text, radix: radix)
    return bytes.flatMap { run in
      encodings.compactMap { wanted in
        run.values.firstRange(of: wanted).map { found in
          run.places[found.lowerBound].lowerBound..<run.places[found.upperBound - 1].upperBound
        }
      }
    }
  }

  /// Bytes that a text contains as numbers, and the place of each.
  private struct NumberRun {
    var values: [UInt8] = []
    var places: [Range<Int>] = []

    mutating func add(_ value: UInt8, _ place: Range<Int>) {
      values.append(value)
      places.append(place)
    }

    /// The runs of numbers with only separators between them.
    static func all(in text: [UInt16], radix: UInt8) -> [NumberRun] {
      var runs: [NumberRun] = []
      var run = NumberRun()
      var position = 0
      func finish() {
        if run.values.count > 3 { runs.append(run) }
        run = NumberRun()
      }
      while position < text.count {
        let start = position
        var digits: [UInt8] = []
        while position < text.count, let digit = digit(text[position], radix) {
          digits.append(digit)
          position += 1
        }
        if digits.isEmpty {
          // Between two numbers: blanks, commas, colons, hyphens, brackets and `0x`.
          if !separators.contains(text[position]) { finish() }
          position += 1
          continue
        }
        if position < text.count, text[position] | 0x20 == 0x78, digits == [0] {
          position += 1
          continue
        }
        if radix == 16, digits.count.isMultiple(of: 2) {
          for index in stride(from: 0, to: digits.count, by: 2) {
            run.add(digits[index] << 4 | digits[index + 1], start + index..<start + index + 2)
          }
        } else if radix == 16, digits.count > 1 {
          // The digits of a hash or an ID, in which the secret may begin at any digit.
          finish()
        } else if case let value = digits.reduce(0, { min($0 * Int(radix) + Int($1), 256) }), value < 256 {
          run.add(UInt8(value), start..<position)
        } else {
          finish()
        }
      }
      finish()
      return runs
    }

    private static func digit(_ unit: UInt16, _ radix: UInt8) -> UInt8? {
      let digit: UInt8? =
        switch unit {
        case 0x30...0x39: UInt8(unit - 0x30)
        case 0x41...0x46, 0x61...0x66: UInt8((unit | 0x20) - 0x61 + 10)
        default: nil
        }
      return digit.flatMap { $0 < radix ? $0 : nil }
    }

    /// The separators between two numbers of a list.
    private static let separators = UnitSet(" \t\n\r,:;-[](){}")
  }
}

extension [UInt16] {
  /// The longest runs of units in a set.
  fileprivate func runs(of set: UnitSet) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for index in indices {
      if set.contains(self[index]) {
        start = start ?? index
      } else if let first = start {
        runs.append(first..<index)
        start = nil
      }
    }
    if let start { runs.append(start..<count) }
    return runs
  }
}
