import Testing

/// The outcome of each step, and the command's exit code.
struct DoctorWalk {
  let status: Int32
  let outcomes: [String: String]
  let problem: String

  init(_ output: CommandLineTool.Output) throws {
    status = output.status
    let steps = try #require(try DeviatingPortal.json(output)["steps"] as? [[String: String]])
    outcomes = Dictionary(
      uniqueKeysWithValues: steps.map { ($0["step"] ?? "", $0["outcome"] ?? "") })
    let failed = steps.filter { $0["outcome"] == "problem" }
    problem = failed.map { "\($0["step"] ?? ""): \($0["detail"] ?? "") \($0["advice"] ?? "")" }
      .joined(separator: "\n")
  }

  /// The only step with a problem.
  var failedStep: String { String(problem.prefix { $0 != ":" }) }
}
