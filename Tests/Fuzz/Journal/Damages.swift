/// What may happen to a file, as the fuzzer chose it: from one damage to four, each in four bytes.
struct Damages {
  /// How many bytes choose the most damages.
  private static let longest = 17

  /// The first choice: how many damages there are, and to which file.
  let first: UInt8
  private let choices: ArraySlice<UInt8>

  /// Takes the choices; of more bytes than are needed all count, so that no change to them is in vain.
  init(_ bytes: [UInt8]) {
    let bytes = bytes.count > Damages.longest ? Damages.mixed(bytes) : bytes
    first = bytes.first ?? 0
    choices = bytes.dropFirst().prefix(4 * (1 + Int(first) / 2 % 4))
  }

  private static func mixed(_ bytes: [UInt8]) -> [UInt8] {
    var state = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return (0..<longest).map { _ in
      state = state &* 0x5851_F42D_4C95_7F2D &+ 1
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  /// The file with all damages, one after the other.
  func done(to file: [UInt8]) -> [UInt8] {
    var file = file
    var rest = choices
    while rest.count >= 4, !file.isEmpty {
      let choice = Array(rest.prefix(4))
      rest = rest.dropFirst(4)
      let position = (Int(choice[1]) << 8 | Int(choice[2])) % file.count
      damage(&file, kind: choice[0], at: position, with: choice[3])
    }
    return file
  }

  private func damage(_ file: inout [UInt8], kind: UInt8, at position: Int, with value: UInt8) {
    let part = position..<min(file.count, position + Int(value))
    switch kind % 9 {
    case 0: file.removeSubrange(position...)
    case 1: file[position] ^= 1 << (value & 7)
    case 2: file[position] = value
    case 3: file.insert(value, at: position)
    case 4: file.removeSubrange(part)
    case 5: for index in part { file[index] = 0 }
    case 6: file.insert(contentsOf: file[part], at: position)
    case 7:
      // A digit: what a row and a step are named with.
      let digits = file.indices.filter { 0x30...0x39 ~= file[$0] }
      if !digits.isEmpty { file[digits[position % digits.count]] = 0x30 + value % 10 }
    default:
      // A line of another place.
      let lines = file.split(separator: 0x0A)
      let end = file[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? file.count
      if !lines.isEmpty { file.insert(contentsOf: lines[Int(value) % lines.count] + [0x0A], at: end) }
    }
  }
}
