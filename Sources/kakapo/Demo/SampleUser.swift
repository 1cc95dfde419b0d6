import Foundation
import SwiftCSV

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
  static func sample() throws -> [SampleUser] {
    let text = String(decoding: PackageResources.sample_users_csv, as: UTF8.self)
    return try NamedCSV(string: text, delimiter: .comma, loadColumns: false).rows.map(SampleUser.init)
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
