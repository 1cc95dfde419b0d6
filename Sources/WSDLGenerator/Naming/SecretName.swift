/// Recognises elements whose text is a secret, going by their names.
enum SecretName {
  /// Whether the name speaks of a password or the like.
  ///
  /// - Parameter name: The name on the wire.
  /// - Returns: Whether it does. Parts of words do not count: `shipping` is no PIN.
  static func isLikely(_ name: String) -> Bool {
    let lowercased = name.lowercased()
    if ["password", "passwd", "passphrase", "secret"].contains(where: lowercased.contains) { return true }
    return words(of: name).contains { ["pwd", "pin", "passcode"].contains($0) }
  }

  private static func words(of name: String) -> [String] {
    var words = [""]
    var wasLower = false
    for character in name {
      if !character.isLetter || (character.isUppercase && wasLower) { words.append("") }
      words[words.count - 1] += character.lowercased()
      wasLower = character.isLowercase
    }
    return words.map { $0.filter(\.isLetter) }
  }
}
