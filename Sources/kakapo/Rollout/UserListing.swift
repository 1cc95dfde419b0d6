import KakapoProvision
import KakapoRollout

/// What a user holds, for `user show` and `license list`.
enum UserListing {
  private struct Listing: Encodable {
    let broadworksUserId: String
    let serverHostName: String
    let licenses: [String]
    /// Why the list isn't certain; empty if it is.
    let doubts: [String]
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
            broadworksUserId: row.broadworksUserId, serverHostName: row.serverHostName, licenses: licenses,
            doubts: answer.doubts.map(\.description)))
      case .table:
        if !licenses.isEmpty {
          print(licenses.map(Printable.line).joined(separator: "\n"))
        } else if answer.isCertain {
          print("no licence")
        }
      }
      guard answer.isCertain else {
        Report.complain(
          "The list isn't certain: \(answer.doubts.map { Printable.line($0.description) }.joined(separator: "; ")). "
            + "`kakapo call GetUserLicenses --output json` shows the whole answer.")
        throw ExitStatus.unexpected.exitCode
      }
    }
  }
}
