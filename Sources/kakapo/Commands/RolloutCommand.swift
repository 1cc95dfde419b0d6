import ArgumentParser
import Foundation
import KakapoRollout

/// Writes a file to begin a rollout with.
struct RolloutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollout", abstract: "Start a rollout: write a file to fill in.",
    discussion: """
      A rollout sets up many users from a file. `kakapo rollout template` writes a file to start from, \
      `kakapo plan` says what the rollout would do, and `kakapo apply` does it.
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
        "Where to write it; an existing file is not replaced. (default: standard output)",
        valueName: "FILE"))
    var outputFile: String?

    func run() throws {
      let text = RolloutTemplate.csv(serverHostName: provider.resolved ?? "sp.example.com")
      guard let outputFile else { return print(text, terminator: "") }
      do {
        try Data(text.utf8).write(to: URL(filePath: outputFile), options: .withoutOverwriting)
      } catch CocoaError.fileWriteFileExists {
        throw ValidationError("The file \(outputFile) already exists.")
      } catch {
        throw ValidationError("The file \(outputFile) cannot be written: \(error.localizedDescription)")
      }
      print("Written to \(outputFile). Fill it in, then: kakapo plan \(outputFile)")
    }
  }
}
