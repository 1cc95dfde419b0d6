/// A set of bytes or of code units of UTF-16 that a text is scanned for.
///
/// All units from 256 on are one: either all of them belong to it or none.
struct UnitSet: Sendable {
  private var members = [Bool](repeating: false, count: 257)

  init(_ units: some Sequence<UInt16>) {
    for unit in units { members[UnitSet.index(of: unit)] = true }
  }

  /// - Parameter letters: Characters of ASCII.
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

  /// The letters and digits of ASCII.
  static let alphanumerics = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
}
