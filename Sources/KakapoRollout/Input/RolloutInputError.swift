/// An input that cannot be used, with everything that is the matter with it.
public struct RolloutInputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// All that was found, in the order of the input.
  public let findings: [Finding]

  /// Makes an error.
  ///
  /// - Parameter findings: All that was found.
  public init(findings: [Finding]) { self.findings = findings }

  /// All findings, one a line.
  public var description: String { findings.map(\.description).joined(separator: "\n") }
}
