/// Counts logins and keeps the newest of them.
struct LoginLedger: Sendable {
  /// A long run of calls must not grow the history without bound; the counts stay exact.
  static let maximumKept = 1_000

  private(set) var newest: [LoginAttempt] = []
  private var counts: [Identifier: [LoginAttempt.Outcome: Int]] = [:]

  mutating func record(_ attempt: LoginAttempt) {
    counts[Identifier(attempt.userName), default: [:]][attempt.outcome, default: 0] += 1
    // Dropping half at a time keeps a long run from moving the whole list at every call.
    if newest.count >= Self.maximumKept * 2 { newest.removeFirst(Self.maximumKept) }
    newest.append(attempt)
  }

  func count(_ outcomes: Set<LoginAttempt.Outcome>, of userName: String?) -> Int {
    let selected = userName.map { [counts[Identifier($0), default: [:]]] } ?? Array(counts.values)
    return selected.reduce(0) { sum, byOutcome in
      sum + byOutcome.reduce(0) { outcomes.contains($1.key) ? $0 + $1.value : $0 }
    }
  }
}
