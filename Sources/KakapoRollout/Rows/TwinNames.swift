import Foundation

/// Finds hosts, resellers and groups that two rows spell differently, and that nobody means to have twice.
struct TwinNames {
  /// A name below another: a group of a reseller of a host.
  private struct Key: Hashable {
    let parent: Int32
    let text: ExactText
  }

  private struct Place {
    let number: Int32
    let row: Int
    let spelling: String
  }

  private static let fields: [RowField] = [.serverHostName, .resellerId, .groupId]
  private var numbers: [Key: Int32] = [:]
  private var places: [Key: Place] = [:]
  /// The names of the row before and their numbers, from the host down to the first that was not looked at.
  private var last: [(name: String, number: Int32)] = []

  /// Remembers the names of a row.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - faulty: The columns with a fault; nothing is said of them, nor of what is below.
  /// - Returns: The column that is spelled differently in an earlier row; each spelling is found once.
  mutating func add(_ row: RawRow, faulty: Set<RowField>) -> (field: RowField, fault: CellCheck.Fault)? {
    var result: (RowField, CellCheck.Fault)?
    var parent: Int32 = 0
    for (level, field) in Self.fields.enumerated() {
      let name = row[field]
      guard !name.isEmpty, !faulty.contains(field) else { return result }
      if level < last.count, name.hasSameBytes(as: last[level].name) {
        parent = last[level].number
        continue
      }
      last.removeSubrange(min(level, last.count)...)
      defer { last.append((name, parent)) }
      let key = Key(parent: parent, text: ExactText(value: name))
      if let number = numbers[key] {
        parent = number
        continue
      }
      let fold = Key(parent: parent, text: ExactText(value: Self.folded(name)))
      if let place = places[fold] {
        numbers[key] = place.number
        if result == nil { result = (field, Self.fault(of: name, place)) }
        parent = place.number
      } else {
        let number = Int32(numbers.count + 1)
        numbers[key] = number
        places[fold] = Place(number: number, row: row.number, spelling: name)
        parent = number
      }
    }
    return result
  }

  private static func folded(_ name: String) -> String {
    if InvisibleCharacters.isPlain(name) { return name.lowercased() }
    // Capitals first: "ς" and "σ" have one capital.
    let plain = name.precomposedStringWithCompatibilityMapping.uppercased().lowercased()
    return String(String.UnicodeScalarView(plain.unicodeScalars.map { LookAlikes.latin[$0] ?? $0 }))
      .lowercased()
  }

  private static func fault(of name: String, _ place: Place) -> CellCheck.Fault {
    let earlier = Finding.visible(place.spelling)
    let difference =
      if name == place.spelling {
        "other code points, which look the same (Unicode has two ways to write an accented letter)"
      } else if name.uppercased().lowercased() == place.spelling.uppercased().lowercased() {
        "other letter case (\(earlier))"
      } else {
        "other letters that look the same (\(earlier))"
      }
    return CellCheck.Fault(
      problem: "is the name of row \(place.row) in \(difference)",
      remedy: "Spell both as in BroadWorks.")
  }
}
