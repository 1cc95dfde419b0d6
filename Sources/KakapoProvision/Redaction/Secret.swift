import WSDL

/// A text that no description, dump, mirror or interpolation shows.
public struct Secret: Sendable, Hashable {
  /// The text itself.
  ///
  /// Reading it is the only way to get the text: keep the result out of logs.
  public let revealed: String

  /// Wraps a text.
  ///
  /// - Parameter text: The text to hide.
  public init(_ text: String) { revealed = text }
}

extension Secret {
  /// Compares byte by byte: to a server, a text that looks the same but has other code points is another password.
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
  /// - Parameter hasher: The hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(Array(revealed.utf8)) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The text that replaces a secret.
  package static let placeholder = "<redacted>"

  /// The placeholder.
  public var description: String { Secret.placeholder }
  /// The placeholder.
  public var debugDescription: String { Secret.placeholder }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret {
  /// Whether a parameter's value is likely to be a secret, judging by its name.
  ///
  /// - Parameter name: The parameter's name.
  /// - Returns: Whether the name suggests a password or the like.
  package static func isLikely(named name: String) -> Bool {
    SecretName.isLikely(name)
  }
}
