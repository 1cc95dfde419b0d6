/// Why a simulator could not be started.
public struct SimulatorError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, and where.
  public let reason: String

  /// What happened, and where.
  public var description: String { reason }

  init(_ reason: String) { self.reason = reason }
}
