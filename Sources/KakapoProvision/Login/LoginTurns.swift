/// Whose turn it is among the calls of one process: until its login is proven, one call at a time tries it.
struct LoginTurns: Sendable, Hashable {
  /// What the last accepted trial proved.
  private(set) var proof: LoginProof?
  /// Whether a call has the turn.
  private(set) var isTaken = false

  /// Takes the turn for a call, if no other call has it.
  ///
  /// - Returns: Whether the call has it now, and owes ``end(proof:next:)``.
  mutating func take() -> Bool {
    if isTaken { return false }
    isTaken = true
    return true
  }

  /// Ends a turn.
  ///
  /// - Parameters:
  ///   - proof: What the call's answer proved.
  ///   - next: Whether a call waits that gets the turn at once.
  mutating func end(proof: LoginProof?, next: Bool) {
    if let proof { self.proof = proof }
    isTaken = next
  }
}
