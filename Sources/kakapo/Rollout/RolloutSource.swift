import ArgumentParser
import Foundation
import KakapoRollout

/// What a rollout is made from: an input, or a saved plan.
enum RolloutSource {
  case input(RolloutInput)
  case plan(RolloutPlan)

  /// Reads a file, and sees which of the two it is.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - options: How an input is read.
  /// - Returns: The source.
  /// - Throws: `RolloutInputError`, `RolloutError`.
  static func read(_ path: String, _ options: InputOptions) throws -> RolloutSource {
    if let handle = FileHandle(forReadingAtPath: path) {
      let beginning = (try? handle.read(upToCount: 4096)) ?? Data()
      if RolloutPlan.isPlan(beginning) {
        let rest = (try? handle.readToEnd()) ?? Data()
        return .plan(try RolloutPlan(decoding: Array(beginning) + Array(rest)))
      }
    }
    return .input(try RolloutInput.read(path: path, options: try options.readingOptions()))
  }
}
