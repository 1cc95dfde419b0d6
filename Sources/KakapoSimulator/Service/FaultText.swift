/// The shape of a fault's text: what ASP.NET's `customErrors` setting decides.
public enum FaultText: String, Sendable, Hashable, CaseIterable {
  /// The messages of the exceptions on one line, with ` ---> ` between them.
  case chain
  /// A whole .NET stack trace over many lines.
  case stackTrace
}
