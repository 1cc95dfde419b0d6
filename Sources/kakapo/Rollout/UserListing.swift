import KakapoProvision
import KakapoRollout

/// What a user holds, for `user show` and `license list`.
enum UserListing {
  private struct Listing: Encodable {
    let broadworksUserId: String
    let serverHostName: String
    let licenses: [String]
  }

  static func show(
    _ user: UserOptions, _ connection: ConnectionOptions, _ output: OutputFormat
  ) async throws {
    let row = try user.row()
    try SingleUser.check(row)
    try await Report.errors(as: output) {
      let client = try connection.makeClient()
      let answer = try await Interruption.cancelling {
        try await client.getUserLicenses(
          serverHostName: row.serverHostName, broadworksUserId: row.broadworksUserId)
      }
      let licenses = answer.licenses.map(\.pair.text)
      switch output {
      case .json:
        try JSONOutput.print(
          Listing(
            broadworksUserId: row.broadworksUserId, serverHostName: row.serverHostName, licenses: licenses))
      case .table:
        print(licenses.isEmpty ? "no licence" : licenses.map(Printable.line).joined(separator: "\n"))
        if licenses.isEmpty, !answer.unrecognized.isEmpty {
          Report.complain(
            "The answer holds more than was understood; `kakapo call GetUserLicenses --output json` shows it."
          )
        }
      }
    }
  }
}
