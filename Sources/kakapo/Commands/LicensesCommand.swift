import ArgumentParser
import KakapoProvision

/// Prints the table of licences.
struct LicensesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "licenses", abstract: "Show the licences that can be assigned.")

  private struct Row: Encodable {
    let applicationName: String
    let licenseType: String
  }

  @OptionGroup var output: OutputOptions

  func run() throws {
    let pairs = License.allCases.map(\.pair)
    switch output.output {
    case .json:
      try JSONOutput.print(
        pairs.map { Row(applicationName: $0.applicationName, licenseType: $0.licenseType) })
    case .table:
      print(
        TextTable(["applicationName", "licenseType"], pairs.map { [$0.applicationName, $0.licenseType] }).text
      )
    }
  }
}
