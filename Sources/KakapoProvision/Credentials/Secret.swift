/// A text that no description, dump, mirror or interpolation shows.
public struct Secret: Sendable, Hashable {
  /// The text itself.
  ///
  /// Reading it is the one way to get at it: keep the result out of logs.
  public let revealed: String

  /// Wraps a text.
  ///
  /// - Parameter text: The text to keep out of sight.
  public init(_ text: String) { revealed = text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What stands in the place of the secret.
  package static let placeholder = "<redacted>"

  /// Always the same placeholder.
  public var description: String { Secret.placeholder }
  /// Always the same placeholder.
  public var debugDescription: String { Secret.placeholder }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret {
  /// Whether a parameter's value is likely to be a secret, going by its name.
  ///
  /// - Parameter name: The parameter's name.
  /// - Returns: Whether the name speaks of a password or the like.
  package static func isLikely(named name: String) -> Bool {
    let name = name.lowercased()
    return ["password", "passwd", "secret", "token", "pin"].contains { name.contains($0) }
  }
}
