extension ProvisionError {
  /// A SOAP fault and what it means.
  public struct Fault: Sendable, Hashable {
    /// The fault as the server sent it, with the call's secrets taken out of its message.
    public let fault: SOAPFault
    /// What it means.
    public let kind: FaultKind
    /// The line in the request that the server names, counted from 1.
    public let line: Int?
    /// The column in the request that the server names, counted from 1.
    public let column: Int?

    func replacingFault(with fault: SOAPFault) -> Fault {
      Fault(fault: fault, kind: kind, line: line, column: column)
    }
  }

  /// What a fault means.
  ///
  /// The texts are ASP.NET's; a text that is none of them is `other`.
  public struct FaultKind: Sendable, Hashable, CustomStringConvertible {
    private let name: String

    private init(_ name: String) { self.name = name }

    /// The server does not know the `SOAPAction`: the method or the namespace is not the server's.
    public static var actionNotRecognized: FaultKind { FaultKind("actionNotRecognized") }
    /// The server could not read a value or the envelope; ``Fault/line`` and ``Fault/column`` say where.
    public static var requestUnreadable: FaultKind { FaultKind("requestUnreadable") }
    /// The server expects another SOAP version.
    public static var versionMismatch: FaultKind { FaultKind("versionMismatch") }
    /// The request is larger than the server takes.
    public static var requestTooLarge: FaultKind { FaultKind("requestTooLarge") }
    /// The method threw an exception: it ran, and nobody knows how far.
    public static var serverException: FaultKind { FaultKind("serverException") }
    /// None of the above.
    public static var other: FaultKind { FaultKind("other") }

    /// The kind's name, as spelled here.
    public var description: String { name }
  }
}
