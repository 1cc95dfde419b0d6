extension RolloutInput {
  /// A digest of the rows: the same for the same table, however its file was spelled.
  public var digest: String { RolloutDigest.ofInput(rows) }
}
