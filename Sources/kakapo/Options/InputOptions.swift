public import ArgumentParser
import Foundation
public import KakapoRollout
import KakapoRolloutFiles

/// The options for the format of a file; without them, it is detected.
struct FormatOptions: ParsableArguments {
  @Option(
    name: .customLong("input-format"),
    help: ArgumentHelp("The format of the file. (default: detected)", valueName: "csv|json|xlsx"))
  var kind: InputFormat.Kind?

  @Option(
    help: ArgumentHelp(
      "The file's encoding. (default: detected)", valueName: "utf-8|utf-16le|utf-16be|windows-1252"))
  var encoding: InputFormat.Encoding?

  @Option(
    help: ArgumentHelp(
      "The delimiter between two cells. (default: detected)", valueName: "comma|semicolon|tab")
  )
  var delimiter: InputFormat.Delimiter?

  @Option(
    help: ArgumentHelp(
      "The sheet of an XLSX file. (default: that of a mapping, else the first)", valueName: "NAME"))
  var sheet: String?

  /// The options in the form of the library.
  var readingOptions: ReadingOptions {
    ReadingOptions(kind: kind, encoding: encoding, delimiter: delimiter, sheet: sheet)
  }
}

/// The options for reading an input.
struct InputOptions: ParsableArguments {
  @OptionGroup var format: FormatOptions

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "The header of a column, if it isn't the usual name, for example userName=\"Full name\"; repeatable.",
      valueName: "name=Column"))
  var columns: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file that says which columns to take and what to make of their values; `kakapo rollout inspect` writes one.",
      valueName: "FILE"))
  var mapping: String?

  func validate() throws { _ = try sources() }

  /// The options in the form of the library.
  ///
  /// - Parameter input: The file that they are for.
  /// - Returns: The options.
  /// - Throws: `RolloutInputError` with the problems of the mapping.
  func readingOptions(for input: InputArgument) throws -> ReadingOptions {
    var options = try givenOptions()
    guard let mapping else { return options }
    guard mapping != "-" || input.text != "-" else {
      throw ValidationError("Only one of the file and --mapping can be standard input.")
    }
    let file = InputArgument(mapping)
    let overriding = options.mapping.sources
    options.mapping = try InputMapping(yaml: try file.file.read(), file: file.name)
    options.mapping.sources.merge(overriding) { $1 }
    return options
  }

  /// The options as words of a command line.
  var words: [String] {
    ((try? givenOptions().words) ?? []) + (mapping.map { ["--mapping \(ShellWord.quoted($0))"] } ?? [])
  }

  /// The options without the mapping file.
  private func givenOptions() throws -> ReadingOptions {
    var options = format.readingOptions
    options.mapping.sources = try sources()
    return options
  }

  private func sources() throws -> [String: InputMapping.Source] {
    var names: [String: InputMapping.Source] = [:]
    for entry in columns {
      let sides = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, !sides[1].isEmpty else {
        throw ValidationError("--map \(entry): write name=Column, for example userName=\"Full name\".")
      }
      let name = String(sides[0])
      guard InputFormat.Column.names.contains(name) else {
        let known = InputFormat.Column.names.joined(separator: ", ")
        throw ValidationError("--map \(entry): there is no value \(name). The values are: \(known).")
      }
      guard names.updateValue(.column(String(sides[1])), forKey: name) == nil else {
        throw ValidationError("--map names \(name) twice.")
      }
    }
    return names
  }
}

extension ReadingOptions {
  /// The options as words of a command line.
  var words: [String] {
    (kind.map { ["--input-format \($0.rawValue)"] } ?? [])
      + (encoding.map { ["--encoding \($0.rawValue)"] } ?? [])
      + (delimiter.map { ["--delimiter \($0.rawValue)"] } ?? [])
      + (sheet.map { ["--sheet \(ShellWord.quoted($0))"] } ?? [])
      + InputFormat.Column.names.compactMap { name in
        mapping.sources[name]?.columns.first.map { "--map \(ShellWord.quoted("\(name)=\($0)"))" }
      }
  }
}

extension InputFormat.Kind: ExpressibleByArgument {}
extension InputFormat.Encoding: ExpressibleByArgument {}
extension InputFormat.Delimiter: ExpressibleByArgument {}

/// The argument that names an input or a plan: a path, or `-` for standard input.
struct InputArgument {
  /// The argument as it was given.
  let text: String
  /// The file to read.
  let file: InputFile

  init(_ text: String) {
    self.text = text
    file =
      if text == "-" {
        .standardInput
      } else if let bytes = RawArguments.bytes(of: text) {
        InputFile(name: text, path: bytes)
      } else {
        InputFile(text)
      }
  }

  /// The name for people.
  var name: String { text == "-" ? "standard input" : text }

  /// The path from which the names of the other files are made; `nil` for a stream.
  ///
  /// Links are resolved, so that all links to a file share one journal.
  var base: String? {
    guard !file.isStream else { return nil }
    return file.linkedPath.map(RawArguments.text(of:)) ?? text
  }
}
