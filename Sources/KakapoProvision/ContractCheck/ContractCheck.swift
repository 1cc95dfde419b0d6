/// The source of the service's actual contract, which a client reads before it sends a login.
///
/// An ASP.NET server ignores a parameter whose name it doesn't know, so a misspelled password parameter is a failed
/// login and a locked account. The client therefore compares each call with the service's WSDL, which needs no login.
/// It follows another `SOAPAction`, and differences in letter case, order and namespaces. Other differences stop the call if
/// they break it.
public struct ContractCheck: Sendable, Hashable {
  enum Source: Sendable, Hashable {
    case live
    case cached(path: String, maximumAge: Duration)
    case file(path: String)
    case off
  }

  let source: Source

  /// The service's own WSDL with its imports, fetched once per client at the first call.
  ///
  /// This is the default.
  public static let live = ContractCheck(source: .live)

  /// No check: calls are sent as this package knows them.
  public static let off = ContractCheck(source: .off)

  /// A WSDL in a file, for a service whose WSDL can't be fetched.
  ///
  /// Its imports are read from the folder of the file.
  ///
  /// - Parameter path: The file's path.
  /// - Returns: The check.
  public static func file(_ path: String) -> ContractCheck { ContractCheck(source: .file(path: path)) }

  /// The service's own `?WSDL` with its imports, kept in a file for later processes.
  ///
  /// If the kept WSDL doesn't fit a call, it is fetched again before the call is stopped.
  ///
  /// - Parameters:
  ///   - path: The file. If it is missing, it is created, readable only by its owner.
  ///   - maximumAge: The age at which the WSDL is fetched again.
  /// - Returns: The check.
  public static func live(keptIn path: String, maximumAge: Duration = .seconds(86_400)) -> ContractCheck {
    ContractCheck(source: .cached(path: path, maximumAge: maximumAge))
  }
}
