import KakapoRollout

/// Tells everything that is the matter with an input.
struct InputFindings {
  private struct Listing: Encodable {
    let findings: [Finding]
  }

  private let error: RolloutInputError

  init(_ error: RolloutInputError) { self.error = error }

  func tell(as format: OutputFormat) {
    let findings = error.findings.map(\.inCommandWords)
    if format == .json {
      try? JSONOutput.print(Listing(findings: findings))
      return
    }
    for finding in findings { StandardError.write(Printable.line(finding.description) + "\n") }
    Report.complain(
      "\(PlainNumber.text(findings.count, "problem")) in the input. Nothing was sent.")
  }
}
