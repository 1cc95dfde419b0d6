import KakapoProvision

/// The outcome of one step.
struct DoctorFinding: Encodable {
  enum Outcome: String, Encodable {
    case ok
    case problem
    case skipped
  }

  let step: DoctorStep
  let outcome: Outcome
  /// The observation.
  let detail: String
  /// What to do; `nil` when there is nothing to do.
  let advice: String?
  /// The exit status of the command if this step failed.
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

  /// The finding as text.
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

/// The findings so far; each is reported as soon as it is made.
struct DoctorFindings {
  private(set) var all: [DoctorFinding] = []
  private let tell: (DoctorFinding) -> Void

  init(tell: @escaping (DoctorFinding) -> Void) { self.tell = tell }

  /// The exit status of the command, from the first problem.
  var status: ExitStatus { all.first { $0.outcome == .problem }?.status ?? .success }

  mutating func add(_ finding: DoctorFinding) {
    all.append(finding)
    tell(finding)
  }

  /// Adds findings for the steps that were not reached.
  mutating func skip(_ steps: [DoctorStep]) {
    let done = Set(all.map(\.step))
    for step in steps where !done.contains(step) {
      add(.skipped(step, "not reached"))
    }
  }
}

/// The steps from this machine to a call, in their order.
enum DoctorStep: String, Encodable, CaseIterable {
  case endpoint
  case proxy
  case name
  case tcp
  case tls
  case http
  case wsdl
  case contract
  case login
}
