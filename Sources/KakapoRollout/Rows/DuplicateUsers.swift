/// Finds users that stand in two rows.
struct DuplicateUsers {
  private struct Key: Hashable {
    let serverHostName: String
    let broadworksUserId: String
  }

  private struct Place {
    let number: Int
    let broadworksUserId: String
    let resellerId: String
    let groupId: String
  }

  private var places: [Key: Place] = [:]
  private var pool = StringPool()

  /// Remembers a row's user.
  ///
  /// - Parameter row: The row; its server host name and user ID are without fault.
  /// - Returns: What is the matter when an earlier row has the same user. Letter case does not count, since
  ///   neither host names nor BroadWorks IDs differ in it.
  mutating func add(_ row: RawRow) -> CellCheck.Fault? {
    let place = Place(
      number: row.number, broadworksUserId: row[.broadworksUserId], resellerId: pool.shared(row[.resellerId]),
      groupId: pool.shared(row[.groupId]))
    let key = Key(
      serverHostName: pool.shared(row[.serverHostName].lowercased()),
      broadworksUserId: place.broadworksUserId.lowercased())
    guard let earlier = places[key] else {
      places[key] = place
      return nil
    }
    return fault(of: place, earlier)
  }

  private func fault(of place: Place, _ earlier: Place) -> CellCheck.Fault {
    func differ(_ one: String, _ other: String) -> Bool { !one.isEmpty && !other.isEmpty && one != other }
    if differ(place.resellerId, earlier.resellerId) {
      return CellCheck.Fault(
        problem:
          "belongs to reseller \(place.resellerId) here and to \(earlier.resellerId) in row \(earlier.number)",
        remedy: "A user belongs to one group of one reseller: keep the row that is right.")
    }
    if differ(place.groupId, earlier.groupId) {
      return CellCheck.Fault(
        problem: "is in group \(place.groupId) here and in \(earlier.groupId) in row \(earlier.number)",
        remedy: "A user belongs to one group: keep the row that is right.")
    }
    guard place.broadworksUserId == earlier.broadworksUserId else {
      return CellCheck.Fault(
        problem: "is the user of row \(earlier.number) in other letter case (\(earlier.broadworksUserId))",
        remedy: "Keep the row that is spelled as in BroadWorks.")
    }
    return CellCheck.Fault(
      problem: "is the user of row \(earlier.number), too", remedy: "Keep one of the two rows.")
  }
}
