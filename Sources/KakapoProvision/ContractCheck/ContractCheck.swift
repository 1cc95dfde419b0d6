/// Where a client learns what the service's contract really is, before it sends a login.
///
/// An ASP.NET server ignores a parameter whose name it does not know, so a misspelled password is a failed
/// login and a locked account. The client therefore compares what it is about to use with the service's
/// WSDL, which needs no login. Letter case, order and namespaces are followed; other differences stop the
/// call.
public struct ContractCheck: Sendable, Hashable {
  enum Source: Sendable, Hashable {
    case live
    case cached(path: String, maximumAge: Duration)
    case file(path: String)
    case off
  }

  let source: Source

  /// The service's own WSDL with what it imports, fetched once per client at its first call.
  ///
  /// This is the default.
  public static let live = ContractCheck(source: .live)

  /// No check: what this package knows goes out as it is.
  public static let off = ContractCheck(source: .off)

  /// A WSDL in a file, for a service whose WSDL cannot be fetched.
  ///
  /// What it imports is read from the folder of the file.
  ///
  /// - Parameter path: The file's path.
  /// - Returns: The check.
  public static func file(_ path: String) -> ContractCheck { ContractCheck(source: .file(path: path)) }

  /// The service's own `?WSDL` with what it imports, kept in a file for later processes.
  ///
  /// When the kept one does not fit a call, it is fetched anew before the call is stopped.
  ///
  /// - Parameters:
  ///   - path: The file; made when it is missing, and readable by its owner only.
  ///   - maximumAge: How old it may be before it is fetched anew.
  /// - Returns: The check.
  public static func live(keptIn path: String, maximumAge: Duration = .seconds(86_400)) -> ContractCheck {
    ContractCheck(source: .cached(path: path, maximumAge: maximumAge))
  }
}
