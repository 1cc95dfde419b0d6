public import ArgumentParser
import Foundation
public import KakapoRollout

/// The options for reading an input; without them, the format is detected.
struct InputOptions: ParsableArguments {
  @Option(
    name: .customLong("input-format"),
    help: ArgumentHelp("The format of the file. (default: detected)", valueName: "csv|json"))
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
    name: .customLong("map"),
    help: ArgumentHelp(
      "The header of a column, if it isn't the usual name, for example userName=\"Full name\"; repeatable.",
      valueName: "name=Column"))
  var columns: [String] = []

  func validate() throws { _ = try columnNames() }

  /// The options in the form of the library.
  func readingOptions() throws -> ReadingOptions {
    ReadingOptions(
      kind: kind, encoding: encoding, delimiter: delimiter, columnNames: try columnNames())
  }

  private func columnNames() throws -> [String: String] {
    var names: [String: String] = [:]
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
      guard names.updateValue(String(sides[1]), forKey: name) == nil else {
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
      + InputFormat.Column.names.compactMap { name in
        columnNames[name].map { "--map \(ShellWord.quoted("\(name)=\($0)"))" }
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
