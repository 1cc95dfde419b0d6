/// The findings so far, each told as it is made.
struct DoctorFindings {
  private(set) var all: [DoctorFinding] = []
  private let tell: (DoctorFinding) -> Void

  init(tell: @escaping (DoctorFinding) -> Void) { self.tell = tell }

  /// How the command ends: by the first problem.
  var status: ExitStatus { all.first { $0.outcome == .problem }?.status ?? .success }

  mutating func add(_ finding: DoctorFinding) {
    all.append(finding)
    tell(finding)
  }

  /// Adds that steps were not come to.
  mutating func skip(_ steps: [DoctorStep]) {
    let done = Set(all.map(\.step))
    for step in steps where !done.contains(step) {
      add(.skipped(step, "not come to"))
    }
  }
}
