/// Why the portal's administration could not do what it was told.
public struct PortalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, and with which value.
  public let reason: String

  /// What is wrong, and with which value.
  public var description: String { reason }

  init(_ reason: String) { self.reason = reason }
}
