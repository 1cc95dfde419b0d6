import Foundation
import KakapoRollout

/// One line of the sample: a user to set up, or only licences for a user that should exist.
struct SampleUser {
  let resellerId: String
  let resellerName: String
  let groupId: String
  let groupName: String
  let broadworksUserId: String
  let userName: String
  /// Application and type, with a blank between.
  let licenses: [String]

  /// Whether the line names a place in the hierarchy, so that the user is to be added.
  var isToBeAdded: Bool { !resellerId.isEmpty }

  /// Reads the sample that is part of the command.
  static func sample() -> [SampleUser] {
    var reader = CSVReader(PackageResources.sample_users_csv[...], delimiter: UInt8(ascii: ","))
    var record = CSVReader.Record()
    guard reader.next(&record) else { return [] }
    let header = (0..<record.count).map { record[$0] }
    var users: [SampleUser] = []
    while reader.next(&record) {
      let cells = (0..<min(record.count, header.count)).map { (header[$0], record[$0]) }
      users.append(SampleUser(Dictionary(cells, uniquingKeysWith: { first, _ in first })))
    }
    return users
  }

  private init(_ row: [String: String]) {
    resellerId = row["resellerId"] ?? ""
    resellerName = row["resellerName"] ?? ""
    groupId = row["groupId"] ?? ""
    groupName = row["groupName"] ?? ""
    broadworksUserId = row["broadworksUserId"] ?? ""
    userName = row["userName"] ?? ""
    licenses = (row["licenses"] ?? "").split(separator: ";").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }
}
