import ArgumentParser
import Foundation
import KakapoRollout

/// Writes a file to begin a rollout with.
struct RolloutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollout", abstract: "Start a rollout: write a file, or look at one.",
    discussion: """
      A rollout sets up many users from a file. `kakapo rollout template` writes a file to start from; \
      `kakapo rollout inspect` shows what a file from another system has, and writes a mapping for it. \
      `kakapo plan` says what the rollout would do, and `kakapo apply` does it.
      """,
    subcommands: [Template.self, InspectCommand.self])

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
      try NewFile.write(text, to: outputFile)
      print("Written to \(outputFile). Fill it in, then: kakapo plan \(outputFile)")
    }
  }
}

/// A file that a command writes for a person.
enum NewFile {
  /// Writes a file; an existing one is not replaced.
  ///
  /// - Parameters:
  ///   - text: Its content.
  ///   - path: The file.
  /// - Throws: `ValidationError`.
  static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch CocoaError.fileWriteFileExists {
      throw ValidationError("The file \(path) already exists.")
    } catch {
      throw ValidationError("The file \(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
