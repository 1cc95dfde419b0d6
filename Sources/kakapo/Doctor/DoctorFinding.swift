/// What came of one step.
struct DoctorFinding: Encodable {
  enum Outcome: String, Encodable {
    case ok
    case problem
    case skipped
  }

  let step: DoctorStep
  let outcome: Outcome
  /// What was seen.
  let detail: String
  /// What to do about it; `nil` when there is nothing to do.
  let advice: String?
  /// How the command ends if this is the step that failed.
  let status: ExitStatus

  private enum CodingKeys: CodingKey {
    case step, outcome, detail, advice
  }

  static func ok(_ step: DoctorStep, _ detail: String) -> DoctorFinding {
    DoctorFinding(step: step, outcome: .ok, detail: detail, advice: nil, status: .success)
  }

  static func skipped(_ step: DoctorStep, _ detail: String) -> DoctorFinding {
    DoctorFinding(step: step, outcome: .skipped, detail: detail, advice: nil, status: .success)
  }

  static func failed(_ step: DoctorStep, _ problem: DoctorProblem) -> DoctorFinding {
    DoctorFinding(
      step: step, outcome: .problem, detail: problem.detail,
      advice: problem.advice.isEmpty ? nil : problem.advice, status: problem.status)
  }

  /// The finding for people.
  var text: String {
    let head = [outcome == .problem ? "PROBLEM" : outcome.rawValue, step.rawValue].zipped(toWidths: [7, 8])
    let lines = [head + Printable.line(detail)]
    guard let advice else { return lines[0] }
    return (lines + [String(repeating: " ", count: 19) + "What to do: " + Printable.line(advice)])
      .joined(separator: "\n")
  }
}

extension [String] {
  /// The strings in columns of these widths.
  fileprivate func zipped(toWidths widths: [Int]) -> String {
    zip(self, widths).map { text, width in
      text + String(repeating: " ", count: Swift.max(0, width - text.count)) + "  "
    }.joined()
  }
}
