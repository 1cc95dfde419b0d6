import ArgumentParser
import KakapoRollout

/// Shows how the portal differs from a file.
struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift", abstract: "Show how the portal differs from a file of users; changes nothing.",
    discussion: """
      Reads every user of the file, and lists the users that do not exist, those that exist although the file says \
      absent, and licences that differ. The service does not show resellers, groups and names, and cannot list \
      users: a user that isn't in the file isn't seen.

      Exit codes: 0 if nothing differs; 2 if something does; 64 if the file has problems; otherwise the codes of a \
      call.
      """)

  @Argument(help: "A CSV, JSON or XLSX file; - reads standard input.")
  var file: String

  @OptionGroup var reading: PortalReadingOptions
  @OptionGroup var output: OutputOptions

  func run() async throws { try await PromptExit.after(execute) }

  private func execute() async throws {
    try await Report.errors(as: output.output) {
      let plan = try await reading.plan(file).plan
      let drift = plan.drift
      switch output.output {
      case .json: try JSONOutput.print(["rows": plan.rows.count, "drift": drift.map(\.json)] as JSONObject)
      case .table:
        for line in drift.map(\.description) { print(Printable.line(line)) }
        print(
          drift.isEmpty
            ? "No difference in \(PlainNumber.text(plan.rows.count, "row"))."
            : "\n\(PlainNumber.text(drift.count)) of \(PlainNumber.text(plan.rows.count, "row")) "
              + "\(drift.count == 1 ? "differs" : "differ").")
      }
      if !drift.isEmpty { throw ExitStatus.changesPending.exitCode }
    }
  }
}

extension Drift {
  /// The difference, for programs.
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "row": row.number, "serverHostName": row.serverHostName, "broadworksUserId": row.broadworksUserId,
      "description": words,
    ]
    switch kind {
    case .userMissing: object["kind"] = "userMissing"
    case .userThere(let pairs):
      object["kind"] = "userThere"
      object["unexpected"] = pairs.map(\.text)
    case .licenses(let missing, let unexpected):
      object["kind"] = "licenses"
      object["missing"] = missing.map(\.text)
      object["unexpected"] = unexpected.map(\.text)
    case .uncertain: object["kind"] = "uncertain"
    }
    return object
  }
}
