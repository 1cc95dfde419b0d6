import ArgumentParser
import Foundation
import KakapoRollout

/// Writes a file to begin a rollout with.
struct RolloutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollout", abstract: "Begin a rollout: write a file to fill in.",
    discussion: """
      A rollout sets up many users from a file. `kakapo rollout template` writes one to begin with, `kakapo plan` \
      says what it would do, and `kakapo apply` does it.
      """,
    subcommands: [Template.self])

  /// Writes a file that has no problems and can be planned.
  struct Template: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a file with all columns and a few example rows.")

    @OptionGroup var provider: ServerHostNameOption

    @Option(
      name: .customLong("output-file"),
      help: ArgumentHelp(
        "Where to write it; a file that is there is not replaced. (default: standard output)",
        valueName: "FILE"))
    var outputFile: String?

    func run() throws {
      let text = RolloutTemplate.csv(serverHostName: provider.resolved ?? "sp.example.com")
      guard let outputFile else { return print(text, terminator: "") }
      do {
        try Data(text.utf8).write(to: URL(filePath: outputFile), options: .withoutOverwriting)
      } catch CocoaError.fileWriteFileExists {
        throw ValidationError("The file \(outputFile) is there already.")
      } catch {
        throw ValidationError("The file \(outputFile) cannot be written: \(error.localizedDescription)")
      }
      print("Written to \(outputFile). Fill it in, then: kakapo plan \(outputFile)")
    }
  }
}
