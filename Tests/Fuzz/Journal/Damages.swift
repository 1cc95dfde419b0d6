/// What may happen to a file, as the fuzzer chose it: four bytes for each of up to eight damages.
struct Damages {
  private let choices: ArraySlice<UInt8>

  init(_ choices: ArraySlice<UInt8>) { self.choices = choices.prefix(32) }

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
    switch kind % 8 {
    case 0: file.removeSubrange(position...)
    case 1: file[position] ^= 1 << (value & 7)
    case 2: file[position] = value
    case 3: file.insert(value, at: position)
    case 4: file.removeSubrange(part)
    case 5: for index in part { file[index] = 0 }
    case 6: file.insert(contentsOf: file[part], at: position)
    default:
      // A line of another place.
      let lines = file.split(separator: 0x0A)
      let end = file[position...].firstIndex(of: 0x0A).map { $0 + 1 } ?? file.count
      if !lines.isEmpty { file.insert(contentsOf: lines[Int(value) % lines.count] + [0x0A], at: end) }
    }
  }
}
