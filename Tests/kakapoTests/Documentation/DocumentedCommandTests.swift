import ArgumentParser
import Foundation
import TestDocuments
import Testing

@testable import kakapo

/// The commands and options that the documentation names are there.
@Suite struct DocumentedCommandTests {
  /// A command, as `--experimental-dump-help` describes it.
  private struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        let kind: String
        let name: String
      }
      let names: [Name]?
    }
    let commandName: String
    let arguments: [Argument]?
    let subcommands: [Command]?

    var options: Set<String> {
      let own = (arguments ?? []).flatMap { $0.names ?? [] }.filter { $0.kind != "short" }.map {
        "--\($0.name)"
      }
      return (subcommands ?? []).reduce(Set(own)) { $0.union($1.options) }
    }
  }

  private struct Dump: Decodable { let command: Command }

  private static func command() async throws -> Command {
    let output = try await CommandLineTool()("--experimental-dump-help")
    return try JSONDecoder().decode(Dump.self, from: Data(output.standardOutput.utf8)).command
  }

  /// Parses the words as the command does, and leaves files and environment alone.
  private static func problem(_ words: [String]) -> String? {
    do {
      _ = try Kakapo.parseAsRoot(words)
      return nil
    } catch {
      return Kakapo.exitCode(for: error).isSuccess ? nil : Kakapo.message(for: error)
    }
  }

  @Test(arguments: Document.guides)
  func everyCommandParses(document: Document) {
    for block in document.blocks where block.language == "sh" {
      for line in ShellLine.lines(of: block.text) {
        for call in line.calls { #expect(Self.problem(call) == nil, "\(document): \(line.text)") }
      }
    }
  }

  @Test func wrongCommandsDoNotParse() {
    for wrong in [
      "kakapo plan", "kakapo plan users.csv --sav x", "kakapo rollback x", "kakapo simulate --stock x",
    ] {
      #expect(ShellLine.lines(of: wrong).flatMap(\.calls).contains { Self.problem($0) != nil }, "\(wrong)")
    }
    let lines = ShellLine.lines(of: "# a\nkakapo plan 'a b' \\\n  --all  # why\nx && swift run kakapo demo")
    #expect(lines.flatMap(\.calls) == [["plan", "a b", "--all"], ["demo"]])
    #expect(
      Document.guides.flatMap(\.blocks).flatMap { ShellLine.lines(of: $0.text) }.flatMap(\.calls).count > 40)
  }

  /// Code spans in the text: the subcommands, and every option.
  @Test func everyNamedOptionIsThere() async throws {
    let root = try await Self.command()
    let options = root.options
    #expect(options.count > 50)
    for document in Document.guides {
      for span in document.codeSpans where !span.hasPrefix("swift ") {
        for option in span.matches(of: /(?:^| )(--[a-z][a-z-]*)/).map({ String($0.1) }) {
          #expect(options.contains(option), "\(document) names \(option)")
        }
        let words = span.split(separator: " ").map(String.init)
        guard words.first == "kakapo" else { continue }
        var command = root
        for word in words.dropFirst() {
          guard let subcommands = command.subcommands, !subcommands.isEmpty, !word.hasPrefix("-") else {
            break
          }
          let next = subcommands.first { $0.commandName == word }
          #expect(next != nil, "\(document) names \(span)")
          guard let next else { break }
          command = next
        }
      }
    }
  }

  /// Every command is in the table of commands.
  @Test func theTableHasEveryCommand() async throws {
    let document = try Document("Sources/KakapoProvision/KakapoProvision.docc/TheCommandLine.md")
    let named = document.rows(below: "| command | what it does |").map { $0[0] }.joined(separator: " ")
    for command in try await Self.command().subcommands ?? [] where command.commandName != "help" {
      let leaves = command.subcommands ?? []
      for path in leaves.isEmpty
        ? [command.commandName] : leaves.map({ "\(command.commandName) \($0.commandName)" })
      {
        #expect(named.contains("`kakapo \(path)"), "\(path)")
      }
    }
  }
}
