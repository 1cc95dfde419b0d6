import KakapoRollout

/// Tells everything that is the matter with an input.
struct InputFindings {
  private struct Listing: Encodable {
    struct Entry: Encodable {
      let row: Int?
      let line: Int?
      let column: String?
      let value: String?
      let problem: String
      let remedy: String
    }

    let findings: [Entry]
  }

  private let error: RolloutInputError

  init(_ error: RolloutInputError) { self.error = error }

  func tell(as format: OutputFormat) {
    let findings = error.findings
    if format == .json {
      try? JSONOutput.print(
        Listing(
          findings: findings.map {
            Listing.Entry(
              row: $0.row, line: $0.line, column: $0.column, value: $0.value, problem: $0.problem,
              remedy: $0.remedy)
          }))
      return
    }
    for finding in findings { StandardError.write(Printable.line(finding.description) + "\n") }
    Report.complain(
      "\(PlainNumber.text(findings.count, "problem")) in the input. Nothing was sent.")
  }
}
