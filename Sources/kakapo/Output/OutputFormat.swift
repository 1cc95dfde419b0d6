import ArgumentParser

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case table
  /// For programs.
  case json
}

/// The option that chooses it.
struct OutputOptions: ParsableArguments {
  @Option(help: "How to print results.")
  var output: OutputFormat = .table
}
