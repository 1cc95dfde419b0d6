import KakapoProvision

/// Why a step failed.
struct DoctorProblem: Error {
  /// What was seen.
  let detail: String
  /// What to do about it.
  let advice: String
  /// How the command ends.
  let status: ExitStatus

  init(_ detail: String, advice: String, status: ExitStatus) {
    self.detail = detail
    self.advice = advice
    self.status = status
  }

  /// Tells an error whose reason and advice stand apart.
  init(_ error: ProvisionError) {
    self.init(error.reason, advice: error.inCommandWords.advice, status: ExitStatus(error))
  }
}
