/// A value of a generated type that cannot be sent, or an answer that is not as the WSDL says.
public struct TypedValueError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The elements on the way to the value, the outermost first; an attribute has an `@` before its name.
  public private(set) var path: [String]
  /// What is wrong.
  public let reason: String

  /// Makes an error about the value at hand.
  ///
  /// - Parameter reason: What is wrong.
  public init(_ reason: String) {
    path = []
    self.reason = reason
  }

  /// The path and the reason.
  public var description: String { path.isEmpty ? reason : "\(path.joined(separator: "/")): \(reason)" }

  /// The same error, seen from the element around it.
  func inside(_ name: String) -> TypedValueError {
    var error = self
    error.path.insert(name, at: 0)
    return error
  }
}
