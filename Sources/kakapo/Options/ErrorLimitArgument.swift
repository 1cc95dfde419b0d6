public import ArgumentParser
public import KakapoRollout

/// `N` or `N%`.
extension ErrorLimit: ExpressibleByArgument {
  /// Reads `N` or `N%`; `nil` for anything else.
  ///
  /// - Parameter argument: The argument.
  public init?(argument: String) {
    if argument.hasSuffix("%") {
      guard let percent = Double(argument.dropLast()), (0...100).contains(percent) else { return nil }
      self = .percent(percent)
    } else {
      guard let rows = Int(argument), rows >= 0 else { return nil }
      self = .rows(rows)
    }
  }
}
