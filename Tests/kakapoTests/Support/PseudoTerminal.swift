import Testing

/// A terminal for one program, which `script` of util-linux makes.
enum PseudoTerminal {
  private static let script = "/usr/bin/script"

  /// Runs a shell command in a new terminal to its end.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - environment: Its whole environment; it inherits nothing from this process.
  ///   - input: The typed text.
  /// - Returns: The terminal's content and how the command ended.
  /// - Throws: If `script` can't be started.
  static func run(
    _ command: String, _ environment: [String: String], typing input: String
  ) async throws -> (status: Int32, text: String) {
    try await TypedProgram.run(script, ["-qec", command, "/dev/null"], environment, typing: input)
  }

  /// Whether a terminal can be made here; some containers have no `/dev/pts`, and some no `script`.
  static var canBeMade: Bool {
    get async { (try? await run("true", [:], typing: "").status) == 0 }
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test if no terminal can be made for it.
  static var atATerminal: Self {
    .enabled("no terminal can be made here: it takes /dev/pts, and script of util-linux") {
      await PseudoTerminal.canBeMade
    }
  }
}
