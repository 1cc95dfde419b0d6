/// Finds users that stand in two rows.
struct DuplicateUsers {
  // Small, for there is one for every row: what rows have in common is kept once, by number.
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
  /// The host of the row before: nearly all rows have one and the same.
  private var lastHost: (name: String, number: Int32)?
  private var hierarchies: [Hierarchy] = []
  private var hierarchyNumbers: [Hierarchy: Int32] = [:]
  /// The user IDs that are not all in small letters, by the number of their row.
  private var spellings: [Int: String] = [:]

  /// Remembers a row's user.
  ///
  /// - Parameter row: The row; its server host name and user ID are without fault.
  /// - Returns: What is the matter when an earlier row has the same user. Letter case does not count, since
  ///   neither host names nor BroadWorks IDs differ in it.
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
        remedy: "A user belongs to one group of one reseller: keep the row that is right.")
    }
    if differ(here.groupId, there.groupId) {
      return CellCheck.Fault(
        problem:
          "is in group \(Finding.visible(here.groupId)) here and in \(Finding.visible(there.groupId)) in row \(earlier.row)",
        remedy: "A user belongs to one group: keep the row that is right.")
    }
    guard user == earlierUser else {
      return CellCheck.Fault(
        problem: "is the user of row \(earlier.row) in other letter case (\(Finding.visible(earlierUser)))",
        remedy: "Keep the row that is spelled as in BroadWorks.")
    }
    return CellCheck.Fault(
      problem: "is the user of row \(earlier.row), too", remedy: "Keep one of the two rows.")
  }
}
