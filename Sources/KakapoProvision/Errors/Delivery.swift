/// How far a call that failed got.
///
/// It decides whether calling again is safe.
public enum Delivery: String, Sendable, Hashable, CaseIterable {
  /// Nothing was sent. Calling again is safe.
  case notSent
  /// The server answered without carrying the method out. Calling again is safe but will
  /// fail the same way until the cause is gone.
  case refused
  /// The method ran and answered: its answer says what happened.
  case answered
  /// The call only reads: whatever became of it, nothing changed at the portal. Calling again is safe.
  case onlyRead
  /// The request may have reached the method and there is no answer that says what happened. Look before
  /// calling again, unless a repeat is safe (``OperationDescription/repetition``).
  case mayHaveApplied
}
