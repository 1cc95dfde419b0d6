/// Which requests a disturbance is for.
public struct InjectionTarget: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case calls
    case method(String)
    case wsdl
    case everything
  }

  let kind: Kind

  /// Every POST to the service, readable or not.
  public static var calls: InjectionTarget { InjectionTarget(kind: .calls) }

  /// Requests for the WSDL.
  public static var wsdl: InjectionTarget { InjectionTarget(kind: .wsdl) }

  /// Every request.
  public static var everything: InjectionTarget { InjectionTarget(kind: .everything) }

  /// Calls of one web method.
  ///
  /// - Parameter name: The method's name.
  /// - Returns: The target.
  public static func method(_ name: String) -> InjectionTarget { InjectionTarget(kind: .method(name)) }

  func includes(_ requestKind: ReceivedRequest.Kind, method: String?) -> Bool {
    switch kind {
    case .calls: requestKind.isCall
    case .method(let name): requestKind.isCall && method == name
    case .wsdl: requestKind == .wsdl
    case .everything: true
    }
  }
}
