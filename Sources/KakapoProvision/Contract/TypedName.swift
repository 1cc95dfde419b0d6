import Support

/// The name of an element on the wire.
public struct TypedName: Sendable, Hashable {
  /// The local name.
  public let name: String
  /// The namespace; empty for none.
  public let namespace: String

  /// Makes a name.
  ///
  /// - Parameters:
  ///   - name: The local name.
  ///   - namespace: The namespace; empty for none.
  public init(_ name: String, _ namespace: String) {
    self.name = name
    self.namespace = namespace
  }

  /// Compares the names byte for byte, as XML does.
  public static func == (left: TypedName, right: TypedName) -> Bool {
    left.name.hasSameBytes(as: right.name) && left.namespace.hasSameBytes(as: right.namespace)
  }

  /// Feeds the name into a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytesOf: name)
    hasher.combine(bytesOf: namespace)
  }
}
