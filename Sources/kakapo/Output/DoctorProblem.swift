import KakapoProvision

/// Why a step failed.
struct DoctorProblem: Error {
  /// The observation.
  let detail: String
  /// What to do.
  let advice: String
  /// The exit status of the command.
  let status: ExitStatus

  init(_ detail: String, advice: String, status: ExitStatus) {
    self.detail = detail
    self.advice = advice
    self.status = status
  }

  /// Makes a problem from an error with a separate reason and advice.
  init(_ error: ProvisionError) {
    self.init(error.reason, advice: error.inCommandWords.advice, status: ExitStatus(error))
  }
}
