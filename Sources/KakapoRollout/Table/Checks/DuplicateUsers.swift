import Foundation
import Support

/// Finds users that are in two rows.
struct DuplicateUsers {
  // Kept small, because every row has one: texts that rows share are stored once and referred to by number.
  private struct Key: Hashable {
    let serverHostName: Int32
    let broadworksUserId: String
  }

  private struct Place {
    let row: Int
    let hierarchy: Int32
  }

  private struct Hierarchy: Hashable {
    let resellerId: String
    let groupId: String
  }

  private var places: [Key: Place] = [:]
  private var hosts: [String: Int32] = [:]
  /// The host of the previous row: nearly all rows have the same.
  private var lastHost: (name: String, number: Int32)?
  private var hierarchies: [Hierarchy] = []
  private var hierarchyNumbers: [Hierarchy: Int32] = [:]
  /// The user IDs with capital letters, by row number.
  private var spellings: [Int: String] = [:]

  /// Remembers a row's user.
  ///
  /// - Parameter row: The row; its server host name and user ID have no faults.
  /// - Returns: The fault, when an earlier row has the same user. Letter case does not count, because host names
  ///   and BroadWorks IDs ignore it.
  mutating func add(_ row: RawRow) -> CellCheck.Fault? {
    let user = row[.broadworksUserId]
    let folded = user.lowercased()
    let hierarchy = Hierarchy(resellerId: row[.resellerId], groupId: row[.groupId])
    let key = Key(
      serverHostName: number(ofHost: row[.serverHostName]),
      broadworksUserId: folded == user ? user : folded)
    if let earlier = places[key] {
      return fault(of: user, in: hierarchy, earlier, spellings[earlier.row] ?? folded)
    }
    places[key] = Place(row: row.number, hierarchy: number(of: hierarchy))
    if folded != user { spellings[row.number] = user }
    return nil
  }

  private mutating func number(ofHost name: String) -> Int32 {
    if let lastHost, name.hasSameBytes(as: lastHost.name) { return lastHost.number }
    let host = name.lowercased()
    let number = hosts[host] ?? Int32(hosts.count)
    hosts[host] = number
    lastHost = (name, number)
    return number
  }

  private mutating func number(of hierarchy: Hierarchy) -> Int32 {
    if let number = hierarchyNumbers[hierarchy] { return number }
    hierarchyNumbers[hierarchy] = Int32(hierarchies.count)
    hierarchies.append(hierarchy)
    return Int32(hierarchies.count - 1)
  }

  private func fault(
    of user: String, in here: Hierarchy, _ earlier: Place, _ earlierUser: String
  ) -> CellCheck.Fault {
    func differ(_ one: String, _ other: String) -> Bool { !one.isEmpty && !other.isEmpty && one != other }
    let there = hierarchies[Int(earlier.hierarchy)]
    if differ(here.resellerId, there.resellerId) {
      return CellCheck.Fault(
        problem:
          "belongs to reseller \(Finding.visible(here.resellerId)) here and to \(Finding.visible(there.resellerId)) in row \(earlier.row)",
        remedy: "A user belongs to one group of one reseller: keep the correct row.")
    }
    if differ(here.groupId, there.groupId) {
      return CellCheck.Fault(
        problem:
          "is in group \(Finding.visible(here.groupId)) here and in \(Finding.visible(there.groupId)) in row \(earlier.row)",
        remedy: "A user belongs to one group: keep the correct row.")
    }
    guard user == earlierUser else {
      return CellCheck.Fault(
        problem: "is the user of row \(earlier.row) in different letter case "
          + "(\(Finding.visible(earlierUser)))",
        remedy: "Keep the row with the spelling of BroadWorks.")
    }
    return CellCheck.Fault(
      problem: "is also the user of row \(earlier.row)", remedy: "Keep one of the two rows.")
  }
}

/// Finds hosts, resellers and groups that two rows spell differently although both mean the same one.
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
  /// The names of the previous row and their numbers, from the host down to the last one that was looked up.
  private var last: [(name: String, number: Int32)] = []

  /// Remembers the names of a row.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - faulty: The columns with a fault; they aren't compared, nor are the levels below them.
  /// - Returns: The column that an earlier row spells differently. Each spelling is reported once.
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
        "different code points, which look the same (Unicode has two ways to write an accented letter)"
      } else if name.uppercased().lowercased() == place.spelling.uppercased().lowercased() {
        "different letter case (\(earlier))"
      } else {
        "different letters that look the same (\(earlier))"
      }
    return CellCheck.Fault(
      problem: "is the name of row \(place.row) in \(difference)",
      remedy: "Spell both as in BroadWorks.")
  }
}
