/// A whole input, checked: every row can be sent.
public struct RolloutInput: Sendable, Hashable {
  /// The rows in the order of the input.
  public let rows: [UserRow]
  /// How the input was written.
  public let format: InputFormat

  /// Takes rows that were made by a program.
  ///
  /// - Parameter rows: The rows.
  /// - Throws: ``RolloutInputError`` with everything that has to be put right.
  public init(rows: [UserRow]) throws(RolloutInputError) {
    self.init(rows: rows, format: InputFormat())
  }

  init(rows: [UserRow], format: InputFormat) {
    self.rows = rows
    self.format = format
  }
}

/// An input that cannot be used, with everything that is the matter with it.
public struct RolloutInputError: Error, Sendable, Hashable {
  /// All that was found, in the order of the input.
  public let findings: [Finding]

  /// Makes an error.
  ///
  /// - Parameter findings: All that was found.
  public init(findings: [Finding]) { self.findings = findings }
}
