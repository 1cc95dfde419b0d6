import WSDL

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

extension Secret {
  /// Compares byte by byte: what looks alike but is composed otherwise is another password to a server.
  ///
  /// - Parameters:
  ///   - left: One secret.
  ///   - right: The other.
  /// - Returns: Whether they are the same bytes in UTF-8.
  public static func == (left: Secret, right: Secret) -> Bool {
    left.revealed.utf8.elementsEqual(right.revealed.utf8)
  }

  /// Hashes the bytes that `==` compares.
  ///
  /// - Parameter hasher: What takes them.
  public func hash(into hasher: inout Hasher) { hasher.combine(Array(revealed.utf8)) }
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
    SecretName.isLikely(name)
  }
}
