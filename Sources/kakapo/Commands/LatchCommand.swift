import ArgumentParser
import KakapoProvision

/// Shows and opens the login latch.
struct LatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "latch", abstract: "Show or open the login latch, which a failed login closes.",
    discussion: """
      One failed login locks an Interface User. The latch remembers it, and no command sends that login again \
      until the latch is opened. It lies in KAKAPO_STATE_DIR, else in the XDG state directory.
      """,
    subcommands: [Show.self, Open.self], defaultSubcommand: Show.self)

  /// Shows the failed logins.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the logins that failed.")

    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Report.errors {
        let records = try FileLoginLatch(path: try StateDirectory.latchFile()).records()
        if output.output == .json { return try JSONOutput.print(records) }
        guard !records.isEmpty else { return print("The latch is open: no login has failed.") }
        print(LatchCommand.table(of: records))
      }
    }
  }

  /// Opens the latch.
  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Open the latch, after the account was unlocked in the portal and the password checked.")

    @Option(help: "Only for this Interface User. (default: for all)")
    var user: String?

    @Option(help: "Only at this endpoint. (default: at all)")
    var endpoint: String?

    func run() async throws {
      try await Report.errors {
        let latch = FileLoginLatch(path: try StateDirectory.latchFile())
        let records = try latch.records()
        guard !records.isEmpty else { return print("The latch was open already.") }
        let chosen = records.filter { record in
          (user ?? record.userName) == record.userName
            && (endpoint ?? record.endpoint).isSameEndpoint(as: record.endpoint)
        }
        guard !chosen.isEmpty else {
          let known = records.map { "\($0.userName) at \($0.endpoint)" }.joined(separator: ", ")
          throw ValidationError("No such failed login is remembered. The latch is closed for: \(known).")
        }
        for record in chosen {
          try latch.open(endpoint: record.endpoint, userName: record.userName)
        }
        print("Opened:\n" + LatchCommand.table(of: chosen))
      }
    }
  }

  private static func table(of records: [LatchRecord]) -> String {
    TextTable(
      ["user", "failed at", "during", "endpoint", "the server said"],
      records.map { [$0.userName, $0.timestamp, $0.operation, $0.endpoint, $0.serverText] }
    ).text
  }
}

extension String {
  fileprivate func isSameEndpoint(as other: String) -> Bool {
    LoginIdentity.canonical(self) == LoginIdentity.canonical(other)
  }
}
