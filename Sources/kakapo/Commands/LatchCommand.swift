import ArgumentParser
import KakapoProvision

/// Shows and opens the login latch.
struct LatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "latch", abstract: "Show or open the login latch, which a failed login closes.",
    discussion: """
      One failed login locks an Interface User. The latch remembers it: no command sends that user's login \
      again, with any password, until a person opens the latch. The latch also closes if it isn't known \
      whether a login failed: after two runs that ended before their first login was answered, and after \
      three answers in a row that don't say. It is a file in KAKAPO_STATE_DIR, or else in the XDG state \
      directory.
      """,
    subcommands: [Show.self, Open.self], defaultSubcommand: Show.self)

  /// Shows why the latch is closed.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show why the latch is closed, and which logins are being tried.")

    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Report.errors {
        let latch = FileLoginLatch(path: try StateDirectory.latchFile())
        let records = try latch.records()
        if output.output == .json { return try JSONOutput.print(records) }
        for (account, state) in try latch.states().sorted(by: { $0.key.userName < $1.key.userName }) {
          guard let trial = state.trial else { continue }
          print(
            "Process \(trial.process) on \(trial.host) tried the login of \(account.userName) at "
              + "\(account.endpoint) at \(trial.timestamp). It waits for the answer, or ended without one."
          )
        }
        guard !records.isEmpty else { return print("The latch is open: no login is known to have failed.") }
        print(LatchCommand.table(of: records))
      }
    }
  }

  /// Opens the latch.
  struct Open: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Open the latch, once the account is unlocked in the portal and the password is checked.")

    @Option(help: "Only for this Interface User. (default: for all)")
    var user: String?

    @Option(help: "Only at this endpoint. (default: at all)")
    var endpoint: String?

    func run() async throws {
      try await Report.errors {
        let latch = FileLoginLatch(path: try StateDirectory.latchFile())
        let states = try latch.states()
        let closed = states.filter { $0.value.record != nil }
        let chosen = states.filter { account, _ in
          let wanted = LoginAccount(
            endpoint: endpoint ?? account.endpoint, userName: user ?? account.userName)
          return wanted == account
        }
        guard !chosen.isEmpty || closed.isEmpty else {
          let known = closed.keys.map { "\($0.userName) at \($0.endpoint)" }.sorted().joined(separator: ", ")
          throw ValidationError("The latch isn't closed for that login. It is closed for: \(known).")
        }
        var opened: [LatchRecord] = []
        for account in chosen.keys {
          if let record = try latch.open(account) { opened.append(record) }
        }
        guard !opened.isEmpty else { return print("The latch was already open.") }
        print("Opened:\n" + LatchCommand.table(of: opened.sorted { $0.date < $1.date }))
      }
    }
  }

  private static func table(of records: [LatchRecord]) -> String {
    TextTable(
      ["user", "closed at", "because", "during", "endpoint", "the server said"],
      records.map {
        [$0.userName, $0.timestamp, words(for: $0.cause), $0.operation, $0.endpoint, $0.serverText]
      }
    ).text
  }

  private static func words(for cause: LatchRecord.Cause) -> String {
    switch cause {
    case .abandoned: "runs ended before the answer came"
    case .unclear: "answers didn't show whether it was accepted"
    default: "the login failed"
    }
  }
}
