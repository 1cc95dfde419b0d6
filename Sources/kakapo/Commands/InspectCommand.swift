import ArgumentParser
import Foundation
import KakapoRollout
import KakapoRolloutFiles

/// Shows what a file from another system has, and writes a mapping for it.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show the columns of a file, and write a mapping to begin with.",
    discussion: """
      It shows the columns of a CSV, JSON or XLSX file with a few of their values, and what each column \
      probably is. With --output-file it writes a mapping with what was recognised. Check the mapping and fill \
      in the rest, then: kakapo plan FILE --mapping MAPPING.
      """)

  @Argument(help: "A CSV, JSON or XLSX file; - reads standard input.")
  var file: String

  @Option(
    name: .customLong("output-file"),
    help: ArgumentHelp(
      "Where to write the mapping; - is standard output; an existing file is not replaced.", valueName: "FILE"
    ))
  var outputFile: String?

  @Option(
    name: .customLong("header-row"),
    help: ArgumentHelp("The row of the header. (default: the first row with text)", valueName: "N"))
  var headerRow: Int?

  @OptionGroup var format: FormatOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard headerRow ?? 1 > 0 else { throw ValidationError("--header-row takes a number, 1 or more.") }
  }

  func run() async throws {
    try await Report.errors(as: output.output) {
      let argument = InputArgument(file)
      var options = format.readingOptions
      options.mapping.headerRow = headerRow
      let survey = try InputSurvey.ofFile(try argument.file.read(), options: options)
      let draft = MappingDraft(of: survey)
      if outputFile == "-" { return print(draft.yaml, terminator: "") }
      if let outputFile { try NewFile.write(draft.yaml, to: outputFile) }
      switch output.output {
      case .json: try JSONOutput.print(Self.json(survey, draft))
      case .table: show(argument, survey, draft)
      }
    }
  }

  private func show(_ argument: InputArgument, _ survey: InputSurvey, _ draft: MappingDraft) {
    let header = survey.headerRow.map { ", header in row \($0)" } ?? ""
    print("\(argument.name): \(survey.format), \(PlainNumber.text(survey.rows, "row"))\(header)\n")
    let joined = draft.joinedNames
    let rows = survey.columns.enumerated().map { place, column in
      [
        column.header, String(column.filled), "\(column.values.count)\(column.hasMoreValues ? "+" : "")",
        draft.guesses[place].map { $0.fits ? $0.name : "\($0.name), with a map" }
          ?? (joined.contains(place) ? "userName, joined" : ""),
        Self.examples(column),
      ]
    }
    print(TextTable(["column", "filled", "different", "probably", "examples"], rows).text)
    guard let outputFile else {
      return print("\nTo write a mapping: kakapo rollout inspect \(words) --output-file users.map.yaml")
    }
    print(
      "\nThe mapping is in \(outputFile). Check it and fill in the rest, then: kakapo plan "
        + "\(([ShellWord.quoted(file), "--mapping \(ShellWord.quoted(outputFile))"] + format.readingOptions.words).joined(separator: " "))"
    )
  }

  private var words: String {
    ([ShellWord.quoted(file)] + format.readingOptions.words + (headerRow.map { ["--header-row \($0)"] } ?? []))
      .joined(separator: " ")
  }

  private static func examples(_ column: InputSurvey.Column) -> String {
    column.examples.prefix(3).map { $0.count > 30 ? $0.prefix(29) + "…" : $0 }.joined(separator: ", ")
  }

  private static func json(_ survey: InputSurvey, _ draft: MappingDraft) -> JSONObject {
    var object: JSONObject = [
      "format": survey.format.description, "kind": survey.format.kind, "rows": survey.rows,
      "headerRow": survey.headerRow, "sheet": survey.format.sheet, "otherSheets": survey.format.otherSheets,
      "mapping": draft.yaml,
    ]
    object["columns"] = survey.columns.enumerated().map { place, column -> JSONObject in
      [
        "header": column.header, "filled": column.filled, "different": column.values.count,
        "hasMoreValues": column.hasMoreValues, "examples": column.examples,
        "guess": draft.guesses[place]?.name, "reason": draft.guesses[place]?.reason.rawValue,
        "fits": draft.guesses[place]?.fits,
      ]
    }
    return object
  }
}
