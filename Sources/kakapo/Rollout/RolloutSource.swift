import KakapoRollout

/// What a rollout is made from: an input, or a saved plan.
enum RolloutSource {
  case input(RolloutInput)
  case plan(RolloutPlan)

  /// Reads a file, and sees which of the two it is.
  ///
  /// - Parameters:
  ///   - path: The file, or `-`.
  ///   - options: How an input is read.
  /// - Returns: The source.
  /// - Throws: `RolloutInputError`, `RolloutError`.
  static func read(_ path: String, _ options: InputOptions) throws -> RolloutSource {
    // Read once: what comes through a pipe cannot be read again.
    let bytes = try InputArgument(path).file.read()
    if RolloutPlan.isPlan(bytes) { return .plan(try RolloutPlan(decoding: bytes)) }
    return .input(try RolloutInput.read(bytes, options: try options.readingOptions()))
  }
}
