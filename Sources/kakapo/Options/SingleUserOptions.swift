import ArgumentParser

/// What all commands that change one user have in common.
struct SingleUserOptions: ParsableArguments {
  @OptionGroup var user: UserOptions

  @Flag(name: .customLong("dry-run"), help: "Say what would be called, and change nothing.")
  var isDryRun = false

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var output: OutputOptions

  /// Makes what does the work.
  ///
  /// - Parameter isConfirmed: Whether to go ahead without a question; only deletions ask one.
  /// - Returns: What does the work.
  /// - Throws: `ValidationError` for options that cannot be right, `ProvisionError`.
  func single(isConfirmed: Bool) throws -> SingleUser {
    SingleUser(
      client: try connection.makeClient(), output: output.output, isDryRun: isDryRun, isConfirmed: isConfirmed
    )
  }
}
